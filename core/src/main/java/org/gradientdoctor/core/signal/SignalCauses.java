package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.TensorSummary;

/**
 * Causes that act in depth, each by the decades that healing it alone restores in the measured gains.
 *
 * <p>A raw gain is not a cause: He-initialized ReLU has a weight gain of √2 and a slope gain of 1/√2, and nothing is
 * wrong. So every factor is compared with its healthy partner: weights with the critical gain of the activation below
 * them (He et al. 2015 for rectifiers, Glorot and Bengio 2010 for the rest), slopes with the largest slope the
 * activation has. Slopes that large weights pressed flat are the weights' doing, not the activation's.
 */
final class SignalCauses {
    /** log₁₀ rms(φ′) of a ReLU half of whose units are active: 1/√2 (He et al. 2015). */
    static final double RELU_SLOPE = Math.log10(Math.sqrt(0.5));
    /** Decades by which weights may exceed their critical gain before flat slopes are laid at their door: a factor 1.6. */
    private static final double SCALE_TOLERANCE = 0.2;
    /** Input RMS from which the first layer's flat slopes are the input's doing: standardized input has 1. */
    private static final double LARGE_INPUT = 3;

    private final IterationReading reading;
    private final List<Hop> hops;
    private final double decades;
    private final double trend;
    private final String firstLayer;

    SignalCauses(NetworkProfile profile, SuspectReading suspect) {
        this.reading = suspect.reading();
        this.hops = Hop.along(profile, suspect.reading());
        this.decades = suspect.decades();
        this.trend = suspect.trend().perLayer() * (suspect.trend().layers().size() - 1);
        this.firstLayer =
                profile.layers().isEmpty() ? "" : profile.longestPath().get(0).name();
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        if (decades > 0) {
            candidates.add(weightsTooLarge());
        } else {
            candidates.add(saturatingActivation());
            candidates.add(inactiveRelu());
            candidates.add(weightsTooSmall());
            candidates.add(saturatedByWeights());
            candidates.add(saturatedByInput());
        }
        double explained = candidates.stream().mapToDouble(Candidate::decades).sum();
        candidates.add(depth(Math.min(Math.abs(decades), Math.abs(trend)) - explained));
        return candidates.stream().filter(Candidate::counts).toList();
    }

    private Candidate weightsTooLarge() {
        double restored = Math.min(decades, sum(hops, hop -> Math.max(0, weightExcess(hop))));
        return new Candidate(
                Cause.WEIGHT_SCALE_TOO_LARGE,
                restored,
                above(hop -> weightExcess(hop) > SCALE_TOLERANCE),
                say(
                        "the weights amplify the error signal %.1f-fold per layer where %.1f would keep it; at their"
                                + " critical scale %.1f of the %.1f decades it grows on its way back would go",
                        Math.pow(10, mean(hops, Hop::weightGain)),
                        Math.pow(10, mean(hops, SignalCauses::criticalGain)),
                        restored,
                        decades));
    }

    private Candidate weightsTooSmall() {
        double restored = sum(hops, hop -> Math.max(0, -weightExcess(hop)));
        return new Candidate(
                Cause.WEIGHT_SCALE_TOO_SMALL,
                restored,
                above(hop -> weightExcess(hop) < -SCALE_TOLERANCE),
                say(
                        "the weights pass on %.2f of the error signal per layer where %.2f would keep it; at their"
                                + " critical scale %.1f of the %.1f decades lost would come back",
                        Math.pow(10, mean(hops, Hop::weightGain)),
                        Math.pow(10, mean(hops, SignalCauses::criticalGain)),
                        restored,
                        -decades));
    }

    private Candidate saturatingActivation() {
        List<Hop> saturating = hops.stream()
                .filter(hop -> shape(hop) == ActivationShape.SATURATING || shape(hop) == ActivationShape.OTHER)
                .toList();
        double restored = sum(
                saturating,
                hop -> Math.max(0, RELU_SLOPE - (flattenedFromOutside(hop) ? steepest(hop) : hop.slopeGain())));
        return new Candidate(
                Cause.SATURATING_ACTIVATION,
                restored,
                names(saturating),
                say(
                        "%s passes on %.2f of the error signal per layer (its slope is at most %.2f) where ReLU passes"
                                + " .71; that costs %.1f of the %.1f decades lost",
                        saturating.isEmpty()
                                ? ""
                                : activation(saturating.get(0)).name(),
                        Math.pow(10, mean(saturating, Hop::slopeGain)),
                        Math.pow(10, mean(saturating, SignalCauses::steepest)),
                        restored,
                        -decades));
    }

    private Candidate inactiveRelu() {
        List<Hop> rectifiers = hops.stream()
                .filter(hop -> shape(hop) == ActivationShape.RECTIFIER)
                .filter(hop -> RELU_SLOPE - hop.slopeGain() > SCALE_TOLERANCE)
                .toList();
        double restored = Math.min(-decades, sum(rectifiers, hop -> RELU_SLOPE - hop.slopeGain()));
        return new Candidate(
                Cause.INACTIVE_RELU,
                restored,
                names(rectifiers),
                say(
                        "in these layers so few units are active that the slope has an RMS of %.2g instead of .71; that"
                                + " costs %.1f of the %.1f decades lost",
                        Math.pow(10, mean(rectifiers, Hop::slopeGain)), restored, -decades));
    }

    private Candidate saturatedByWeights() {
        List<Hop> flattened = hops.stream()
                .filter(hop -> !isInputFlattened(hop) && flattenedFromOutside(hop))
                .toList();
        double restored = sum(flattened, hop -> steepest(hop) - hop.slopeGain() - Math.max(0, weightExcess(hop)));
        return new Candidate(
                Cause.WEIGHT_SCALE_TOO_LARGE,
                Math.max(0, restored),
                names(flattened),
                say(
                        "the activation is saturated because the weights are too large: pre-activations have an RMS of"
                                + " %.1f; at the critical weight scale %.1f of the %.1f decades lost would come back",
                        mean(flattened, SignalCauses::preActivations), restored, -decades));
    }

    private Candidate saturatedByInput() {
        List<Hop> flattened = hops.stream().filter(this::isInputFlattened).toList();
        double restored = sum(flattened, hop -> steepest(hop) - hop.slopeGain());
        return new Candidate(
                Cause.INPUT_SCALE,
                restored,
                names(flattened),
                say(
                        "the first layer is saturated because the input is large: its RMS is %.3g; standardized, %.1f of"
                                + " the %.1f decades lost would come back",
                        inputRms(), restored, -decades));
    }

    /** What no factor explains and yet falls from layer to layer; a signal that breaks off in one is not depth's doing. */
    private Candidate depth(double unexplained) {
        return new Candidate(
                Cause.EXCESSIVE_DEPTH,
                Math.max(0, unexplained / 2),
                List.of(),
                say(
                        "each of %d layers changes the error signal by a factor of only %.2g, but together by %.1f decades;"
                                + " half as many layers would halve that",
                        hops.size() + 1, Math.pow(10, mean(hops, Hop::measured)), Math.abs(decades)));
    }

    /** Whether a saturating activation is flat because its pre-activations come in too large. */
    private boolean flattenedFromOutside(Hop hop) {
        return shape(hop) == ActivationShape.SATURATING
                && (isInputFlattened(hop) || forwardExcess(hop) > SCALE_TOLERANCE);
    }

    private boolean isInputFlattened(Hop hop) {
        return hop.layer().name().equals(firstLayer)
                && shape(hop) == ActivationShape.SATURATING
                && inputRms() > LARGE_INPUT
                && steepest(hop) - hop.slopeGain() > SCALE_TOLERANCE;
    }

    private double inputRms() {
        return reading.input() == null ? Double.NaN : Math.sqrt(reading.input().meanSquare());
    }

    private static double forwardExcess(Hop hop) {
        TensorSummary weights =
                hop.reading().weights() == null ? null : hop.reading().weights().values();
        return weights == null
                ? 0
                : Math.log10(weights.rms() * Math.sqrt((double) hop.layer().fanIn()));
    }

    private static double preActivations(Hop hop) {
        return hop.reading().signal() == null
                ? Double.NaN
                : hop.reading().signal().preActivations().rms();
    }

    private static double weightExcess(Hop hop) {
        return hop.weightGain() - criticalGain(hop);
    }

    /** log₁₀ of the weight gain that keeps the signal with this hop's activation. */
    private static double criticalGain(Hop hop) {
        return shape(hop) == ActivationShape.RECTIFIER ? -RELU_SLOPE : 0;
    }

    private static double steepest(Hop hop) {
        return Math.log10(activation(hop).largestSlope());
    }

    private static ActivationShape shape(Hop hop) {
        return hop.layer().activation() == null
                ? ActivationShape.LINEAR
                : hop.layer().activation().shape();
    }

    private static ActivationProfile activation(Hop hop) {
        LayerProfile layer = hop.layer();
        if (layer.activation() == null) {
            throw new IllegalStateException("layer " + layer.name() + " has no activation function");
        }
        return layer.activation();
    }

    private List<String> above(Predicate<Hop> condition) {
        return hops.stream().filter(condition).map(hop -> hop.above().name()).toList();
    }

    private static List<String> names(List<Hop> hops) {
        return hops.stream().map(hop -> hop.layer().name()).toList();
    }

    private static double sum(List<Hop> hops, ToDoubleFunction<Hop> of) {
        return hops.stream().mapToDouble(of).sum();
    }

    private static double mean(List<Hop> hops, ToDoubleFunction<Hop> of) {
        return hops.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
