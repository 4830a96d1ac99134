package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.UnitActivity;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH004: rectifier units that no example activates any more, so that no gradient reaches their weights. */
final class DeadUnitsDetector implements Detector {
    /**
     * A unit active in 1 % of the examples is quiet over this many with a chance below 1 %: (1 − .01)^459 &lt; .01.
     * "Half of the values are zero" says nothing; healthy rectifiers are half zero.
     */
    static final int EXAMPLES = 459;
    /** Share of a layer's units that counts as many: half of its width is lost. */
    static final double MANY = .5;
    /** Share that fails where nothing is learned either. */
    static final double NEARLY_ALL = .9;
    /**
     * Examples over which a whole layer must be quiet to count as dead while the run is young: a layer with one unit
     * active in 10 % of the examples is quiet with a chance below 1 %: (1 − .1)^44 &lt; .01.
     */
    static final int LAYER_EXAMPLES = 44;

    /** A layer with the share of its units that are dead, NaN where nothing was read, over the examples seen. */
    private record Health(String layer, double share, long seen) {
        long missing() {
            return Math.max(0, EXAMPLES - seen);
        }
    }

    @Override
    public Symptom symptom() {
        return Symptom.DEAD_UNITS;
    }

    @Override
    public String needs() {
        return "pre-activations of a layer with ReLU or alike, over " + EXAMPLES + " examples in full readings";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<Health> layers = trace.profile().layers().stream()
                .filter(DeadUnitsDetector::canDie)
                .map(layer -> read(trace, layer))
                .toList();
        if (layers.isEmpty()) {
            return Finding.notEvaluated(this, "no layer has an activation function whose units can die");
        }
        List<Health> worst =
                layers.stream().filter(layer -> layer.share() >= MANY).toList();
        if (!worst.isEmpty()) {
            return dead(trace, worst);
        }
        long missing = layers.stream().mapToLong(Health::missing).max().orElse(0);
        if (missing > 0) {
            return Finding.notEvaluated(
                    this,
                    missing + " more examples must be read to tell dead units from units that are seldom active (of "
                            + EXAMPLES + ")");
        }
        double most = layers.stream().mapToDouble(Health::share).max().orElse(Double.NaN);
        return Finding.healthy(this, "At most " + Figures.percent(most) + " of the units of a layer are dead.")
                .withMeasurements(new Measurement("largest share of dead units in a layer", most, MANY));
    }

    private static boolean canDie(LayerProfile layer) {
        return layer.activation() != null
                && layer.activation().shape() == ActivationShape.RECTIFIER
                && Double.isFinite(layer.activation().range().activeAbove())
                && (layer.role() == LayerRole.HIDDEN
                        || layer.role() == LayerRole.RECURRENT
                        || layer.role() == LayerRole.ACTIVATION)
                && !layer.has(LayerTrait.LOOKUP);
    }

    private static Health read(TraceSnapshot trace, LayerProfile layer) {
        UnitActivity activity = trace.activity().get(layer.name());
        if (activity == null) {
            return new Health(layer.name(), Double.NaN, 0);
        }
        double share = (double) activity.quietUnits(EXAMPLES).length / activity.units();
        if (share < 1
                && activity.quietUnits(LAYER_EXAMPLES).length == activity.units()
                && isQuietLately(trace, layer)) {
            share = 1;
        }
        return new Health(layer.name(), share, activity.examplesSeen());
    }

    /** Whether the whole layer was quiet in each of the last readings. */
    private static boolean isQuietLately(TraceSnapshot trace, LayerProfile layer) {
        List<IterationReading> last = trace.lastFull(Persistence.HELD);
        return last.size() == Persistence.HELD
                && last.stream().allMatch(reading -> {
                    SignalReading signal = reading.layer(layer.name())
                            .map(read -> read.signal())
                            .orElse(null);
                    return signal != null && signal.units().activeShare() == 0;
                });
    }

    private Finding dead(TraceSnapshot trace, List<Health> worst) {
        LossProgress loss = LossProgress.of(trace);
        double most = worst.stream().mapToDouble(Health::share).max().orElse(Double.NaN);
        List<String> names = new ArrayList<>(worst.stream().map(Health::layer).toList());
        // A dead branch beside a skip harms no one: with the loss better than the constant answer it is only told.
        boolean failing = trace.full().size() >= Persistence.HELD
                && (loss.isLittleForLong()
                        || (most == 1
                                ? !loss.betterThanConstant()
                                : most >= NEARLY_ALL && loss.noBetterThanConstant()));
        String what = most == 1
                ? "All units of " + Figures.layers(whole(worst)) + " are dead: no example activates them"
                : "Up to " + Figures.percent(most) + " of the units of " + Figures.layers(names)
                        + " are dead: no example activates them";
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + ", so their slope is zero and no gradient can revive them; " + loss.describe() + ".")
                .withLayers(names)
                .withFirstIteration(quietSince(trace, names.get(0)))
                .withMeasurements(
                        new Measurement("largest share of dead units in a layer", most, MANY),
                        new Measurement("examples read", worst.get(0).seen(), EXAMPLES));
    }

    private static List<String> whole(List<Health> worst) {
        return worst.stream()
                .filter(layer -> layer.share() == 1)
                .map(Health::layer)
                .toList();
    }

    /** The first of the latest readings in which at least half of the layer's units were quiet. */
    private static long quietSince(TraceSnapshot trace, String layer) {
        return Persistence.of(
                        trace.full(),
                        reading ->
                                reading.layer(layer).map(read -> read.signal()).map(signal -> quietShare(signal)),
                        share -> share >= MANY)
                .map(Persistence::since)
                .orElse(0L);
    }

    private static double quietShare(SignalReading signal) {
        int quiet = 0;
        for (int unit = 0; unit < signal.units().units(); unit++) {
            quiet += signal.units().activeShare(unit) == 0 ? 1 : 0;
        }
        return (double) quiet / signal.units().units();
    }
}
