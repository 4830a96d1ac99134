package org.gradientdoctor.listeners.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.factory.Nd4j;

class ActivationScanTest {

    /** Deeplearning4j's GELU is z·σ(1.702 z), so its largest slope is that of SWISH. */
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, LINEAR, 1",
        "SIGMOID, SATURATING, .25",
        "TANH, SATURATING, 1",
        "SOFTSIGN, SATURATING, 1",
        "HARDTANH, SATURATING, 1",
        "HARDSIGMOID, SATURATING, .2",
        "RELU6, SATURATING, 1",
        "RELU, RECTIFIER, 1",
        "LEAKYRELU, RECTIFIER, 1",
        "RRELU, RECTIFIER, 1",
        "ELU, RECTIFIER, 1",
        "SELU, RECTIFIER, 1.758",
        "SOFTPLUS, RECTIFIER, 1",
        "GELU, RECTIFIER, 1.0998",
        "SWISH, RECTIFIER, 1.0998",
        "MISH, RECTIFIER, 1.0885",
        "SOFTMAX, OTHER, .25",
        "CUBE, OTHER, Infinity"
    })
    void shapeAndLargestSlopeAreThoseOfTheFunction(Activation activation, ActivationShape shape, double slope) {
        ActivationProfile profile = ActivationScan.profile(activation.getActivationFunction());
        assertThat(profile.shape()).isEqualTo(shape);
        if (Double.isInfinite(slope)) {
            assertThat(profile.largestSlope()).isInfinite();
        } else {
            assertThat(profile.largestSlope()).isCloseTo(slope, within(.002));
        }
    }

    @Test
    void sigmoidSaturatesWhereItsSlopeIsATenthOfTheLargest() {
        ActivationProfile profile = ActivationScan.profile(Activation.SIGMOID.getActivationFunction());
        // s (1 − s) = .025 at s = .0257, z = ln(s / (1 − s)) = ∓3.64
        assertThat(profile.range().low()).isCloseTo(-3.64, within(.03));
        assertThat(profile.range().high()).isCloseTo(3.64, within(.03));
        assertThat(profile.range().activeAbove()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void onlyFunctionsThatAreSilentBelowAKinkHaveInactiveUnits() {
        assertThat(ActivationScan.profile(Activation.RELU.getActivationFunction())
                        .range()
                        .activeAbove())
                .isZero();
        assertThat(ActivationScan.profile(Activation.RELU.getActivationFunction())
                        .range()
                        .isSaturated(-5))
                .isFalse();
        assertThat(ActivationScan.profile(Activation.THRESHOLDEDRELU.getActivationFunction())
                        .range()
                        .activeAbove())
                .isCloseTo(1, within(.03));
        for (Activation smooth : new Activation[] {Activation.GELU, Activation.SWISH, Activation.SOFTPLUS}) {
            assertThat(ActivationScan.profile(smooth.getActivationFunction())
                            .range()
                            .activeAbove())
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void aLeakIsNotSaturation() {
        assertThat(ActivationScan.profile(new ActivationLReLU(.01)).range().isSaturated(-20))
                .isFalse();
        assertThat(ActivationScan.profile(new ActivationLReLU(.01)).name()).startsWith("leakyrelu");
    }

    @ParameterizedTest
    @CsvSource({"TANH", "SIGMOID", "RELU", "LEAKYRELU", "ELU", "SOFTPLUS", "GELU", "CUBE"})
    void theCurveIsTheFunctionItself(Activation activation) {
        ActivationCurve curve =
                ActivationScan.profile(activation.getActivationFunction()).curve();
        assertThat(curve).isNotNull();
        for (double z : new double[] {-3.017, -.5, .011, 2.345}) {
            double expected = activation
                    .getActivationFunction()
                    .getActivation(Nd4j.createFromArray(new double[][] {{z}}), false)
                    .getDouble(0);
            assertThat(curve.value(z)).as("at %s", z).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void aRandomizedRectifierHasTheCurveOfItsMeanSlope() {
        ActivationCurve curve =
                ActivationScan.profile(new ActivationRReLU(.1, .3)).curve();
        assertThat(curve).isNotNull();
        assertThat(curve.value(-2)).isCloseTo(-.4, within(1e-9));
        assertThat(curve.slope(-2)).isCloseTo(.2, within(1e-9));
        assertThat(curve.slope(2)).isEqualTo(1);
    }

    @Test
    void whatIsNotElementWiseHasNoCurve() {
        assertThat(ActivationScan.profile(Activation.SOFTMAX.getActivationFunction())
                        .curve())
                .isNull();
    }

    @Test
    void scanningDoesNotTouchTheRandomState() {
        long before = Nd4j.getRandom().nodeState();
        for (Activation activation : Activation.values()) {
            ActivationScan.profile(activation.getActivationFunction());
        }
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(before);
    }
}
