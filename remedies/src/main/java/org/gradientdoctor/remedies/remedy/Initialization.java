package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitVarScalingNormalFanIn;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/**
 * How the weights of a layer are drawn. All are normal with mean 0.
 *
 * @param scheme which variance
 * @param slope of the activation below zero for {@link Scheme#HE}, 0 for ReLU; the gain for {@link Scheme#ORTHOGONAL}
 *     and {@link Scheme#CRITICAL}; else 0
 */
public record Initialization(Scheme scheme, double slope) implements Serializable {
    /** Variance of a standard normal variable cut off at ±2, which is how Deeplearning4j scales by a free factor. */
    private static final double TRUNCATED_VARIANCE = .7737413;
    /** Below, the gain differs from ReLU's by less than 1 % and the plain form is clearer in the configuration. */
    private static final double NEGLIGIBLE_SLOPE = .1;

    /** Which variance weights are drawn with. */
    public enum Scheme {
        /** {@code 2 / (fan in + fan out)}, for activations that are linear about 0 (Glorot &amp; Bengio 2010). */
        XAVIER,
        /** {@code 2 / ((1 + slope²) · fan in)}, for rectifiers (He et al. 2015). */
        HE,
        /** {@code 1 / fan in}, for SELU (LeCun et al. 1998; Klambauer et al. 2017). */
        LECUN,
        /** Orthogonal rows or columns, all singular values a gain (Saxe et al. 2014), for matrices. */
        ORTHOGONAL,
        /** A standard deviation of a gain over √fan in: the theory's critical scale (Schoenholz et al. 2017). */
        CRITICAL,
        /** As the layer's own configuration has it: for layers with a rule of their own. */
        CONFIGURED
    }

    /**
     * @throws IllegalArgumentException where the slope is not finite
     */
    public Initialization {
        Given.value("scheme", scheme);
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("the slope below zero is " + slope + ": give a finite one, 0 for ReLU");
        }
        if ((scheme == Scheme.ORTHOGONAL || scheme == Scheme.CRITICAL) && !(slope > 0)) {
            throw new IllegalArgumentException(
                    "the gain is " + slope + ": give a positive one, √2 for ReLU, 1 for tanh");
        }
    }

    public static Initialization xavier() {
        return new Initialization(Scheme.XAVIER, 0);
    }

    public static Initialization he() {
        return new Initialization(Scheme.HE, 0);
    }

    public static Initialization lecun() {
        return new Initialization(Scheme.LECUN, 0);
    }

    /** Orthogonal with this gain: √2 for ReLU, 1 for tanh. */
    public static Initialization orthogonal(double gain) {
        return new Initialization(Scheme.ORTHOGONAL, gain);
    }

    /** With this standard deviation times √fan in: the square root of the critical variance. */
    public static Initialization critical(double gain) {
        return new Initialization(Scheme.CRITICAL, gain);
    }

    /** Whether this layer's weights can be made orthogonal: dense, output and recurrent layers, no convolutions. */
    public static boolean canBeOrthogonal(LayerDraft layer) {
        return OrthogonalWeights.canBe(layer);
    }

    public static Initialization configured() {
        return new Initialization(Scheme.CONFIGURED, 0);
    }

    /** The one that fits an activation: He for rectifiers, LeCun for SELU, Xavier for all others. */
    public static Initialization fitting(IActivation activation) {
        Given.value("activation", activation);
        if (activation instanceof ActivationSELU) {
            return lecun();
        }
        if (activation instanceof ActivationLReLU leaky) {
            return new Initialization(Scheme.HE, leaky.getAlpha());
        }
        if (activation instanceof ActivationRReLU random) {
            return new Initialization(Scheme.HE, (random.getL() + random.getU()) / 2);
        }
        boolean rectifier = activation instanceof ActivationReLU
                || activation instanceof ActivationReLU6
                || activation instanceof ActivationThresholdedReLU
                || activation instanceof ActivationELU
                || activation instanceof ActivationGELU
                || activation instanceof ActivationSwish
                || activation instanceof ActivationMish
                || activation instanceof ActivationSoftPlus;
        return rectifier ? he() : xavier();
    }

    /**
     * As Deeplearning4j has it.
     *
     * @throws IllegalStateException for {@link Scheme#CONFIGURED}, which leaves the configuration as it is
     */
    IWeightInit toWeightInit() {
        return switch (scheme) {
            case XAVIER -> WeightInit.XAVIER.getWeightInitFunction();
            case LECUN -> WeightInit.LECUN_NORMAL.getWeightInitFunction();
            case HE ->
                Math.abs(slope) < NEGLIGIBLE_SLOPE
                        ? new WeightInitRelu()
                        : new WeightInitVarScalingNormalFanIn(2 / (1 + slope * slope) / TRUNCATED_VARIANCE);
            // Orthogonal weights are made of normal ones, which the configuration is left with.
            case ORTHOGONAL, CRITICAL -> new WeightInitVarScalingNormalFanIn(slope * slope / TRUNCATED_VARIANCE);
            case CONFIGURED -> throw new IllegalStateException("the configured initialization is the layer's own");
        };
    }

    /** For people: {@code He}, {@code He for slope 0.3}. */
    @Override
    public String toString() {
        return switch (scheme) {
            case XAVIER -> "Xavier";
            case LECUN -> "LeCun";
            case ORTHOGONAL -> "orthogonal, gain " + Figure.of(slope);
            case CRITICAL -> "critical, gain " + Figure.of(slope);
            case CONFIGURED -> "as configured";
            case HE -> slope == 0 ? "He" : "He for slope " + Figure.of(slope);
        };
    }
}
