package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH015: clipping, meant for rare bursts, decides the length or the direction of most steps. */
final class ClippingDominatesDetector implements Detector {
    /** Iterations looked at. */
    static final int WINDOW = 100;
    /** Fewer say little of a share: its standard error is up to .5/√n. */
    static final int FEWEST = 10;
    /**
     * Share of the iterations in which clipping engages: more than half means "lower the rate" (Google's tuning
     * playbook).
     */
    static final double MOSTLY = .5;
    /** Median norm after clipping over that before: a tenfold smaller rate in disguise. */
    static final double SHRUNK = .1;
    /** Median cosine of clipped and raw gradient: turned by more than 45°. */
    static final double TURNED = .7;

    @Override
    public Symptom symptom() {
        return Symptom.CLIPPING_DOMINATES;
    }

    @Override
    public String needs() {
        return "gradient clipping in the network, and its effect over " + FEWEST + " iterations";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<ClippingEffect> effects =
                trace
                        .recent()
                        .subList(
                                Math.max(0, trace.recent().size() - WINDOW),
                                trace.recent().size())
                        .stream()
                        .map(VitalSigns::clipping)
                        .filter(ClippingEffect::isConfigured)
                        .toList();
        if (effects.isEmpty()) {
            return Finding.notEvaluated(this, "the network clips no gradient, or its effect was not read");
        }
        if (effects.size() < FEWEST) {
            return Finding.notEvaluated(
                    this,
                    "the effect of clipping was read in " + effects.size() + " iterations, and " + FEWEST
                            + " are needed");
        }
        double share =
                (double) effects.stream().filter(effect -> effect.engaged() > 0).count() / effects.size();
        double shrink = median(effects, ClippingEffect::shrink);
        double cosine = median(effects, ClippingEffect::cosine);
        boolean renormalizes = trace.profile().layers().stream()
                .anyMatch(layer -> layer.clipping().startsWith("Renormalize"));
        Measurement[] numbers = {
            new Measurement("share of iterations with clipping", share, MOSTLY),
            new Measurement("median norm after over before clipping, a ratio", shrink, SHRUNK),
            new Measurement("median cosine of clipped and raw gradient", cosine, TURNED)
        };
        String what = (renormalizes ? "Gradients are renormalized, which always engages: " : "Clipping engages in ")
                + Figures.percent(share) + " of the iterations, leaves " + Figures.percent(shrink)
                + " of the gradient's norm and keeps its direction to a cosine of " + Figures.of(cosine);
        return judge(trace, share > MOSTLY && (shrink < SHRUNK || cosine < TURNED), what, numbers);
    }

    private Finding judge(TraceSnapshot trace, boolean dominates, String what, Measurement... numbers) {
        LossProgress loss = LossProgress.of(trace);
        Horizon horizon = Horizon.of(trace, 1, UpdateTooSmallDetector.ITERATIONS);
        TimeToMove time = TimeToMove.of(trace);
        List<String> layers = List.copyOf(time.iterations().keySet());
        boolean immobile = time.isBeyond(horizon);
        if (!dominates || (loss.betterThanConstant() && !immobile)) {
            return Finding.healthy(this, what + "; " + loss.describe() + ".").withMeasurements(numbers);
        }
        // A stalled loss alone may have any cause; that clipping is to blame shows in layers it keeps from moving.
        boolean failing = immobile && trace.full().size() >= Persistence.HELD && loss.isHopeless(immobile, horizon);
        String moves =
                immobile ? ", and at least a third of the layers need longer than " + horizon + " to move by 1 %" : "";
        return Finding.of(
                        this, failing ? Outcome.FAILING : Outcome.WARNING, what + moves + "; " + loss.describe() + ".")
                .withLayers(time.beyond(horizon, layers))
                .withFirstIteration(trace.recent()
                        .get(Math.max(0, trace.recent().size() - WINDOW))
                        .iteration())
                .withMeasurements(numbers);
    }

    private static double median(List<ClippingEffect> effects, ToDoubleFunction<ClippingEffect> of) {
        return TheilSen.median(
                effects.stream().mapToDouble(of).filter(Double::isFinite).toArray());
    }
}
