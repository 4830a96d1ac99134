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
    /** Slope at zero from which Glorot's gain is 1 / slope; below, as for sigmoid's 1/4, 1 is what is usual. */
    private static final double STEEP = .5;

    private final ActivationShape shape;
    private final @Nullable ActivationFunction function;
    private final double criticalGain;

    private FunctionMoments(ActivationShape shape, @Nullable ActivationFunction function) {
        this.shape = shape;
        this.function = function;
        this.criticalGain = criticalGain(shape, function);
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

    /**
     * fan · rms(W)² that keeps the error signal with this function: of rectifiers 1 / E[φ′(u)²] at unit variance, 2 for
     * ReLU (He et al. 2015); of functions steep at zero 1 / φ′(0)², 1 for tanh; of sigmoid, whose stable gain lies in
     * saturation, Glorot's 1, which is what is usual (Glorot and Bengio 2010).
     */
    private static double criticalGain(ActivationShape shape, @Nullable ActivationFunction function) {
        if (function == null) {
            return 1;
        }
        double passed = switch (shape) {
            case RECTIFIER -> function.meanSquareSlope(1);
            case LINEAR, SATURATING -> {
                double steepest = Math.abs(function.slope(0));
                yield steepest < STEEP ? 1 : steepest * steepest;
            }
            case OTHER -> 1;
        };
        return passed > 0 ? 1 / passed : 1;
    }

    ActivationShape shape() {
        return shape;
    }

    double criticalGain() {
        return criticalGain;
    }

    /** log₁₀ of the slope's RMS that this function has where its critical gain keeps the signal. */
    double healthySlope() {
        return -.5 * Math.log10(criticalGain);
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
