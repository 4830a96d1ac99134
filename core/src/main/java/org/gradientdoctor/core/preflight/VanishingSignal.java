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
import org.gradientdoctor.core.signal.Fading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH001 before training: the error signal shrinks over depth, or over time steps. */
final class VanishingSignal implements Detector {
    /**
     * Share of the steps to which the signal must reach with 1 % of its start: an LSTM with a forget bias
     * of 1 reaches 15 to 25 steps back, and learns sequences up to three times as long from what lies nearer.
     */
    static final double REACH = .33;
    /**
     * The same where the only error is that at the last step: no step in between has one of its own, from
     * which to learn what lies near.
     */
    static final double REACH_FROM_END = .5;

    @Override
    public Symptom symptom() {
        return Symptom.VANISHING_GRADIENT;
    }

    @Override
    public String needs() {
        return "the error signal of three layers or more on one path, or of a recurrent layer over time";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<Fading> depth = AcrossBatches.of(
                trace, probe -> Fading.of(trace.profile(), SilentGates.left(trace, probe)), Fading::isVanished);
        if (depth.holds()) {
            return overDepth(trace, depth);
        }
        AcrossBatches<TimeProfile> time = AcrossBatches.of(trace, TimeFading::shortest, TimeFading::vanishes);
        if (time.holds()) {
            return overTime(time);
        }
        if (depth.isEmpty() && time.isEmpty()) {
            return Finding.notEvaluated(this, Missing.ofDepth(trace));
        }
        if (depth.isEmpty()) {
            return Finding.healthy(this, TimeFading.describe(time.example()) + ".");
        }
        return Finding.healthy(this, depth.example().describe() + ".").withMeasurements(numbers(depth.example()));
    }

    private Finding overDepth(TraceSnapshot trace, AcrossBatches<Fading> depth) {
        Fading fading = depth.example();
        boolean silent = depth.held().stream().allMatch(one -> isBelowFloat(trace, one.trend()));
        String what = fading.describe() + depth.extent() + ", and next to nothing of it reaches "
                + Figures.layers(fading.layers()) + ". Each layer multiplies the signal by its weights and by the slope"
                + " of its activation function, and here the product stays below 1";
        String end = silent && depth.alwaysHolds()
                ? "; at the input end it is below the smallest number that "
                        + trace.profile().dataType() + " can carry, so those layers cannot learn at all."
                : ".";
        return Finding.of(this, silent && depth.alwaysHolds() ? Outcome.FAILING : Outcome.WARNING, what + end)
                .withLayers(fading.layers())
                .withMeasurements(numbers(fading));
    }

    private static Measurement numbers(Fading fading) {
        return new Measurement("decades of the error signal from output to input", fading.decades(), -Fading.VANISHED);
    }

    /** Whether δ of the lowest layer is smaller than the smallest normal number of the network's data type. */
    private static boolean isBelowFloat(TraceSnapshot trace, DepthTrend trend) {
        double smallest = switch (trace.profile().dataType()) {
            case "DOUBLE" -> Double.MIN_NORMAL;
            case "HALF" -> 0x1p-14;
            default -> Float.MIN_NORMAL;
        };
        return trend.logDelta().get(0) < Math.log10(smallest);
    }

    private Finding overTime(AcrossBatches<TimeProfile> time) {
        TimeProfile profile = time.example();
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        TimeFading.describe(profile) + time.extent()
                                + ": what stands further back cannot be learned from the end of a sequence.")
                .withLayers(List.of(profile.layer()))
                .withMeasurements(
                        new Measurement(
                                "steps back to which 1 % of the signal reaches",
                                profile.reach(), TimeFading.wanted(profile) * (profile.steps() - 1)),
                        Measurement.of("factor of the signal per step back", profile.decayPerStep()));
    }
}
