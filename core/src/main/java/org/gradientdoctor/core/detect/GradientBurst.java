package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * A recurrent layer's gradient norm far above its usual size at one iteration: a cliff of the loss (Pascanu 2013).
 * Recurrent layers burst now and then and recover; only damage that lasts is a sickness.
 *
 * @param layer the layer's name
 * @param iteration when it burst
 * @param factor its norm then over the median norm, a ratio
 */
record GradientBurst(String layer, long iteration, double factor) {
    /** Over the median norm: batch noise seldom reaches ten times, a cliff goes far beyond. */
    static final double BURST = 100;
    /** A median of fewer says little. */
    private static final int ITERATIONS = 20;

    /** The largest burst among the recent iterations; empty without a recurrent layer and enough iterations. */
    static Optional<GradientBurst> in(TraceSnapshot trace) {
        List<LayerProfile> layers = trace.profile().layers();
        GradientBurst largest = null;
        for (int at = 0; at < layers.size(); at++) {
            if (layers.get(at).role() != LayerRole.RECURRENT) {
                continue;
            }
            int index = at;
            double median = TheilSen.median(trace.recent().stream()
                    .mapToDouble(vitals -> vitals.gradientNorms().get(index))
                    .filter(Double::isFinite)
                    .toArray());
            if (trace.recent().size() < ITERATIONS || !(median > 0)) {
                continue;
            }
            for (VitalSigns vitals : trace.recent()) {
                double factor = vitals.gradientNorms().get(at) / median;
                if (Double.isFinite(factor) && (largest == null || factor > largest.factor())) {
                    largest = new GradientBurst(layers.get(at).name(), vitals.iteration(), factor);
                }
            }
        }
        return Optional.ofNullable(largest);
    }

    Finding finding(Detector detector, TraceSnapshot trace) {
        LossProgress loss = LossProgress.of(trace);
        long latest = trace.latest().map(VitalSigns::iteration).orElse(0L);
        String what = "The largest gradient norm of recurrent layer " + layer + " was " + Figures.of(factor)
                + " times its median, at iteration " + iteration + "; " + loss.describe() + ".";
        Measurement measured = new Measurement("largest over median gradient norm, a ratio", factor, BURST);
        if (factor < BURST || (loss.betterThanConstant() && iteration < latest)) {
            return Finding.healthy(detector, what).withMeasurements(measured);
        }
        Horizon horizon = Horizon.of(trace);
        boolean lasts =
                loss.isDamagedSince(iteration, latest, TimeToMove.of(trace).isBeyond(horizon), horizon);
        return Finding.of(detector, lasts ? Outcome.FAILING : Outcome.WARNING, what)
                .withLayers(List.of(layer))
                .withFirstIteration(iteration)
                .withMeasurements(measured);
    }
}
