package org.gradientdoctor.core.preflight;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH002 before training: the error signal grows over depth, or over time steps. */
final class ExplodingSignal implements Detector {
    @Override
    public Symptom symptom() {
        return Symptom.EXPLODING_GRADIENT;
    }

    @Override
    public String needs() {
        return "the error signal of three layers or more on one path, or of a recurrent layer over time";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<DepthTrend> depth = AcrossBatches.of(
                trace,
                probe -> DepthTrend.of(trace.profile(), probe.reading()).filter(DepthTrend::isOverDepth),
                trend -> trend.decades() >= DepthTrend.EXPLODED);
        if (depth.holds()) {
            DepthTrend trend = depth.example();
            return Finding.of(
                            this,
                            Outcome.WARNING,
                            trend.describe() + depth.extent()
                                    + ". Each layer multiplies the signal by its weights and by the slope of its"
                                    + " activation function, and here the product stays above 1.")
                    .withLayers(trend.layersAboveOutput(DepthTrend.EXPLODED))
                    .withMeasurements(numbers(trend));
        }
        AcrossBatches<TimeProfile> time = AcrossBatches.of(
                trace, TimeFading::steepest, profile -> TimeFading.growth(profile) >= DepthTrend.EXPLODED);
        if (time.holds()) {
            return overTime(time);
        }
        if (depth.isEmpty() && time.isEmpty()) {
            return Finding.notEvaluated(this, Missing.ofDepth(trace));
        }
        return depth.isEmpty()
                ? Finding.healthy(this, TimeFading.describe(time.example()) + ".")
                : Finding.healthy(this, depth.example().describe() + ".").withMeasurements(numbers(depth.example()));
    }

    private static Measurement numbers(DepthTrend trend) {
        return new Measurement(
                "decades of the error signal from output to input", trend.decades(), DepthTrend.EXPLODED);
    }

    private Finding overTime(AcrossBatches<TimeProfile> time) {
        TimeProfile profile = time.example();
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        TimeFading.describe(profile) + time.extent() + ": over the whole sequence it grows by "
                                + Figures.of(TimeFading.growth(profile)) + " decades.")
                .withLayers(List.of(profile.layer()))
                .withMeasurements(
                        new Measurement(
                                "decades of the signal over time", TimeFading.growth(profile), DepthTrend.EXPLODED),
                        Measurement.of("factor of the signal per step back", profile.decayPerStep()));
    }
}
