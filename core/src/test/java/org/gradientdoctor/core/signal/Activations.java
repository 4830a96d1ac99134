package org.gradientdoctor.core.signal;

import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ResponsiveRange;

/** Activation functions as plain formulas, and sampled as listeners sample them. */
final class Activations {
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    static final ActivationFunction RELU = ActivationFunction.leaky(0);
    static final ActivationFunction LEAKY = ActivationFunction.leaky(.2);
    static final ActivationFunction TANH = new ActivationFunction("tanh", Math::tanh, Activations::tanhSlope);
    static final ActivationFunction SIGMOID =
            new ActivationFunction("sigmoid", Activations::logistic, z -> logistic(z) * logistic(-z));
    static final ActivationFunction SOFTSIGN =
            new ActivationFunction("softsign", z -> z / (1 + Math.abs(z)), z -> 1 / Math.pow(1 + Math.abs(z), 2));
    static final ActivationFunction HARDTANH =
            new ActivationFunction("hardtanh", z -> Math.max(-1, Math.min(1, z)), z -> Math.abs(z) < 1 ? 1 : 0, -1, 1);
    static final ActivationFunction RELU6 =
            new ActivationFunction("relu6", z -> Math.max(0, Math.min(6, z)), z -> z >= 0 && z < 6 ? 1 : 0, 0, 6);
    static final ActivationFunction ELU =
            new ActivationFunction("elu", z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.exp(z));
    static final ActivationFunction SELU = new ActivationFunction(
            "selu",
            z -> SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z)),
            z -> SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * Math.exp(z)),
            0);
    static final ActivationFunction GELU =
            new ActivationFunction("gelu", z -> z * normal(z), z -> normal(z) + z * density(z));
    static final ActivationFunction SWISH =
            new ActivationFunction("swish", z -> z * logistic(z), z -> logistic(z) * (1 + z * logistic(-z)));
    static final ActivationFunction SOFTPLUS =
            new ActivationFunction("softplus", Activations::softplus, Activations::logistic);
    static final ActivationFunction ERF =
            new ActivationFunction("erf", Erf::erf, z -> 2 / Math.sqrt(Math.PI) * Math.exp(-z * z));

    static final List<ActivationFunction> ALL =
            List.of(RELU, LEAKY, TANH, SIGMOID, SOFTSIGN, HARDTANH, RELU6, ELU, SELU, GELU, SWISH, SOFTPLUS);

    private Activations() {}

    static ActivationFunction named(String name) {
        return ALL.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** On the grid that listeners use. */
    static ActivationCurve curve(ActivationFunction function) {
        int points = 3001;
        double start = -30;
        double step = .02;
        double[] values = new double[points];
        double[] slopes = new double[points];
        for (int i = 0; i < points; i++) {
            values[i] = function.value(start + i * step);
            slopes[i] = function.slope(start + i * step);
        }
        return new ActivationCurve(start, step, values, slopes);
    }

    static ActivationProfile profile(ActivationFunction function) {
        return new ActivationProfile(
                function.name(), ActivationShape.OTHER, 1, ResponsiveRange.unbounded(), curve(function));
    }

    static ActivationFunction sampled(ActivationFunction function) {
        return ActivationFunction.of(profile(function)).orElseThrow();
    }

    private static double tanhSlope(double z) {
        double cosh = Math.cosh(z);
        return 1 / (cosh * cosh);
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private static double normal(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
