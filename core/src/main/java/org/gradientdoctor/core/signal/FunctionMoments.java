package org.gradientdoctor.core.signal;

import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.jspecify.annotations.Nullable;

/**
 * What an activation function makes of Gaussian pre-activations: the mean square it hands on and the RMS of its slope.
 * A function that was not sampled is stood in for by the best known of its shape; of one without a shape nothing is
 * known but what was measured, and the answers are NaN.
 */
final class FunctionMoments {
    /** z beyond which tanh has less than a tenth of its slope: the unit in which a stand-in's width is measured. */
    private static final double TANH_RANGE = 1.82;
    /** He's gain, what is usual for rectifiers that have no critical one. */
    private static final double HE = 2;
    /** Glorot's gain, what is usual for the rest. */
    private static final double GLOROT = 1;

    /**
     * No initialization in use has a larger gain: an edge beyond, such as 16 for a centered function of slope 1/4, says
     * that the function is flat, not that its weights are small.
     */
    private static final double LARGEST_IN_USE = 4;

    private final ActivationShape shape;
    private final @Nullable ActivationFunction function;
    private final double usualGain;
    private final double criticalGain;
    private final boolean hasCriticalGain;

    private FunctionMoments(ActivationShape shape, @Nullable ActivationFunction function) {
        this.shape = shape;
        this.function = function;
        double usual = shape == ActivationShape.RECTIFIER ? HE : GLOROT;
        if (function != null
                && CriticalGain.of(function, 0) instanceof CriticalGain.Stable stable
                && stable.weightVariance() <= LARGEST_IN_USE) {
            this.hasCriticalGain = true;
            this.criticalGain = stable.weightVariance();
        } else {
            this.hasCriticalGain = false;
            this.criticalGain = usual;
        }
        double passed = function == null || shape != ActivationShape.RECTIFIER ? 0 : function.meanSquareSlope(1);
        this.usualGain = passed > 0 ? 1 / passed : criticalGain;
    }

    /** @param profile null for a layer without an activation function */
    static FunctionMoments of(@Nullable ActivationProfile profile) {
        if (profile == null) {
            return new FunctionMoments(ActivationShape.LINEAR, ActivationFunction.identity());
        }
        return new FunctionMoments(
                profile.shape(), ActivationFunction.of(profile).orElseGet(() -> standIn(profile)));
    }

    private static @Nullable ActivationFunction standIn(ActivationProfile profile) {
        return switch (profile.shape()) {
            case LINEAR -> ActivationFunction.identity();
            case RECTIFIER -> ActivationFunction.leaky(0);
            case SATURATING -> {
                double high = profile.range().high();
                double width = Double.isFinite(high) && high > 0 ? high / TANH_RANGE : 1;
                double slope = profile.largestSlope();
                yield new ActivationFunction(
                        profile.name(), z -> slope * width * Math.tanh(z / width), z -> slope * sech2(z / width));
            }
            case OTHER -> null;
        };
    }

    private static double sech2(double x) {
        double tanh = Math.tanh(x);
        return 1 - tanh * tanh;
    }

    ActivationShape shape() {
        return shape;
    }

    /**
     * fan · rms(W)² that keeps the error signal with this function at usual pre-activations: of rectifiers
     * 1 / E[φ′(u)²] at unit variance, 2 for ReLU (He et al. 2015); of the rest the critical one, Glorot's 1 for tanh; and
     * the same for sigmoid, whose critical one lies in saturation (Glorot and Bengio 2010).
     */
    double gain() {
        return usualGain;
    }

    /** Whether a stable critical gain exists; GELU, SWISH and SIGMOID have none, and what is usual stands in for it. */
    boolean hasCriticalGain() {
        return hasCriticalGain;
    }

    /** The smallest gain that is right: critical or usual; ELU's are 1 and 1.5. */
    double smallestGain() {
        return Math.min(criticalGain, usualGain);
    }

    /** The largest gain that is right. */
    double largestGain() {
        return Math.max(criticalGain, usualGain);
    }

    /** log₁₀ of the slope's RMS that this function has where its usual gain keeps the signal. */
    double healthySlope() {
        return -.5 * Math.log10(usualGain);
    }

    /** E[φ(u)²]. */
    double meanSquare(PreActivations z) {
        return function == null || !z.isKnown()
                ? Double.NaN
                : GaussianMean.of(u -> square(function.value(u)), z.mean(), z.deviation(), function.kinks());
    }

    /** log₁₀ √E[φ′(u)²]; what float holds no more counts as the smallest number it holds. */
    double logSlope(PreActivations z) {
        if (function == null || !z.isKnown()) {
            return Double.NaN;
        }
        double passed = GaussianMean.of(u -> square(function.slope(u)), z.mean(), z.deviation(), function.kinks());
        return passed > 0 ? Math.max(.5 * Math.log10(passed), DepthTrend.FLOOR) : DepthTrend.FLOOR;
    }

    private static double square(double x) {
        return x * x;
    }
}
