package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH011: a layer meant to be trained whose weights stay as they are. Frozen layers are not meant to; weights alone are
 * looked at, as the bias of a layer that feeds batch normalization has a zero gradient by mathematics.
 */
final class UntrainedLayerDetector implements Detector {
    /** rms(ΔW)/rms(W) below which ten million steps move a layer by 1 %, a ratio. */
    static final double UNMOVED = 1e-9;
    /** Half a unit in the last place of a float, 2⁻²⁵, a ratio: a smaller update is lost in rounding (IEEE 754). */
    static final double LOST_IN_FLOAT = 0x1p-25;
    /** The same of a half, 2⁻¹². */
    static final double LOST_IN_HALF = 0x1p-12;

    /** Which trainable layers stand still in one reading, and whether their updates are exact zeros. */
    private record Motion(List<String> still, boolean exact, int read) {}

    @Override
    public Symptom symptom() {
        return Symptom.UNTRAINED_LAYER;
    }

    @Override
    public String needs() {
        return "weights and updates in three full readings";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (trace.flightRecord().isPresent()) {
            return Finding.notEvaluated(this, DepthEvidence.NOT_FINITE);
        }
        double lost = lostInRounding(trace.profile().dataType());
        List<LayerProfile> layers = trace.profile().trainable().stream()
                .filter(layer -> !layer.updater().startsWith("NoOp"))
                .toList();
        Optional<Persistence<Motion>> judged = Persistence.of(
                trace.full(),
                reading -> motion(layers, reading, lost),
                motion -> !motion.still().isEmpty());
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, "no full reading holds weights and updates of a trainable layer");
        }
        Persistence<Motion> structure = judged.get();
        if (structure.judged() < Persistence.HELD) {
            return Finding.notEvaluated(
                    this,
                    structure.judged() + " full readings hold weights and updates, and " + Persistence.HELD
                            + " are needed");
        }
        List<String> still = stillLately(structure);
        Motion latest = structure.latest();
        Measurement number =
                new Measurement("trainable layers whose weights stand still, of " + latest.read(), still.size(), 0);
        LossProgress loss = LossProgress.of(trace);
        if (still.isEmpty()) {
            return Finding.healthy(this, "The weights of all " + latest.read() + " trainable layers move.")
                    .withMeasurements(number);
        }
        boolean all = still.size() == latest.read();
        if (all && trace.latest().map(vitals -> vitals.learningRate() == 0).orElse(false)) {
            return Finding.notEvaluated(this, "the learning rate is 0 at present, so no layer can move");
        }
        String what = "The weights of " + Figures.layers(still) + " stand still: their update is "
                + (latest.exact() ? "exactly zero" : "below " + Figures.of(lost) + " of them")
                + " in the last " + Persistence.HELD + " full readings" + (all ? "" : " while other layers move") + "; "
                + loss.describe() + ".";
        // A tiny update of a net that is well is fine-tuning; a layer that is cut off has none at all.
        if (loss.betterThanConstant() && (all || !latest.exact())) {
            return Finding.healthy(this, what + " There is little left for the gradient to tell.")
                    .withMeasurements(number);
        }
        boolean failing = latest.exact() && loss.noBetterThanConstant() && loss.iterations() >= LossProgress.YOUNG;
        return Finding.of(this, failing ? Outcome.FAILING : Outcome.WARNING, what)
                .withLayers(still)
                .withFirstIteration(structure.since())
                .withMeasurements(number);
    }

    private static double lostInRounding(String dataType) {
        return switch (dataType) {
            case "FLOAT" -> LOST_IN_FLOAT;
            case "HALF" -> LOST_IN_HALF;
            default -> UNMOVED;
        };
    }

    private static Optional<Motion> motion(List<LayerProfile> layers, IterationReading reading, double lost) {
        List<String> still = new ArrayList<>();
        boolean exact = true;
        int read = 0;
        for (LayerProfile layer : layers) {
            double ratio = TimeToMove.updateRatio(reading, layer.name());
            if (Double.isNaN(ratio)) {
                continue;
            }
            read++;
            if (ratio < lost) {
                still.add(layer.name());
                exact &= ratio == 0;
            }
        }
        return read == 0 ? Optional.empty() : Optional.of(new Motion(still, exact, read));
    }

    /** The layers that stood still in each of the last readings. */
    private static List<String> stillLately(Persistence<Motion> structure) {
        List<String> still = new ArrayList<>(structure.latest().still());
        structure
                .readings()
                .subList(structure.judged() - Persistence.HELD, structure.judged())
                .forEach(motion -> still.retainAll(motion.still()));
        return still;
    }
}
