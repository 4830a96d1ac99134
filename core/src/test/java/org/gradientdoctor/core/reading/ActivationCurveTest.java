package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ActivationCurveTest {
    private static final double START = -30;
    private static final double STEP = .02;
    private static final int POINTS = 3001;
    private static final Offset<Double> ROUNDING = within(1e-9);

    private static final ActivationCurve TANH = sample(Math::tanh, ActivationCurveTest::tanhSlope);
    private static final ActivationCurve RELU = sample(z -> Math.max(0, z), z -> z > 0 ? 1 : 0);
    private static final ActivationCurve SELU = sample(ActivationCurveTest::selu, ActivationCurveTest::seluSlope);

    @Test
    void betweenSamplesASmoothFunctionIsOffByTheFourthPowerOfTheStep() {
        for (double z = -8; z < 8; z += .0037) {
            // cubic Hermite: |φ⁗| h⁴/384, and |φ⁗| of tanh is at most 4.1
            assertThat(TANH.value(z)).isCloseTo(Math.tanh(z), within(4.1 * Math.pow(STEP, 4) / 384 + 1e-15));
            // its slope: |φ⁗| h³/(72√3)
            assertThat(TANH.slope(z)).isCloseTo(tanhSlope(z), within(4.1 * Math.pow(STEP, 3) / 124));
        }
    }

    @Test
    void theSlopeIsThatOfTheValues() {
        double h = 1e-6;
        for (double z = -3; z < 3; z += .0173) {
            double difference = (SELU.value(z + h) - SELU.value(z - h)) / (2 * h);
            assertThat(SELU.slope(z)).isCloseTo(difference, within(1e-6));
        }
    }

    @Test
    void besideAKinkEachSideKeepsItsOwnBend() {
        for (double z = -.04; z < .04; z += .0007) {
            assertThat(SELU.value(z)).isCloseTo(selu(z), within(1e-7));
            assertThat(SELU.slope(z)).isCloseTo(seluSlope(z), within(2e-5));
        }
    }

    @Test
    void aRectifierIsExactOnBothSidesOfItsKink() {
        assertThat(RELU.value(-1e-9)).isZero();
        assertThat(RELU.slope(-1e-9)).isZero();
        assertThat(RELU.value(1e-9)).isCloseTo(1e-9, within(1e-14));
        assertThat(RELU.slope(1e-9)).isCloseTo(1, ROUNDING);
    }

    @Test
    void beyondItsGridItGoesStraightOn() {
        assertThat(RELU.value(1000)).isCloseTo(1000, ROUNDING);
        assertThat(RELU.slope(1000)).isEqualTo(1);
        assertThat(RELU.value(-1000)).isZero();
        assertThat(TANH.value(-1e6)).isCloseTo(-1, ROUNDING);
        assertThat(RELU.value(30)).isCloseTo(30, ROUNDING);
    }

    @Test
    void kinksAreFoundWhereSlopesJump() {
        assertThat(RELU.kinks()).containsExactly(new double[] {0}, ROUNDING);
        assertThat(sample(z -> z >= 0 ? z : .01 * z, z -> z >= 0 ? 1 : .01).kinks())
                .containsExactly(new double[] {0}, ROUNDING);
        assertThat(sample(z -> z >= 0 ? z : .97 * z, z -> z >= 0 ? 1 : .97).kinks())
                .containsExactly(new double[] {0}, ROUNDING);
        assertThat(sample(z -> Math.max(-1, Math.min(1, z)), z -> Math.abs(z) < 1 ? 1 : 0)
                        .kinks())
                .containsExactly(new double[] {-1, 1}, ROUNDING);
        assertThat(sample(z -> Math.max(0, Math.min(6, z)), z -> z > 0 && z < 6 ? 1 : 0)
                        .kinks())
                .containsExactly(new double[] {0, 6}, ROUNDING);
        assertThat(sample(z -> Math.max(0, Math.min(1, .2 * z + .5)), z -> Math.abs(z) < 2.5 ? .2 : 0)
                        .kinks())
                .containsExactly(new double[] {-2.5, 2.5}, ROUNDING);
        assertThat(SELU.kinks()).containsExactly(new double[] {0}, ROUNDING);
        assertThat(sample(z -> Math.max(0, Math.tanh(z)), z -> z > 0 ? tanhSlope(z) : 0)
                        .kinks())
                .containsExactly(new double[] {0}, ROUNDING);
    }

    @Test
    void smoothFunctionsHaveNoKinks() {
        assertThat(TANH.kinks()).isEmpty();
        assertThat(sample(ActivationCurveTest::logistic, z -> logistic(z) * logistic(-z))
                        .kinks())
                .isEmpty();
        assertThat(sample(z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.exp(z))
                        .kinks())
                .isEmpty();
        assertThat(sample(z -> z * normal(z), z -> normal(z) + z * density(z)).kinks())
                .isEmpty();
        assertThat(sample(z -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), ActivationCurveTest::logistic)
                        .kinks())
                .isEmpty();
        assertThat(sample(z -> z * logistic(z), z -> logistic(z) * (1 + z * logistic(-z)))
                        .kinks())
                .isEmpty();
        assertThat(sample(z -> z / (1 + Math.abs(z)), z -> Math.pow(1 + Math.abs(z), -2))
                        .kinks())
                .isEmpty();
        assertThat(sample(z -> z * z * z, z -> 3 * z * z).kinks()).isEmpty();
        assertThat(sample(z -> z, z -> 1).kinks()).isEmpty();
    }

    @Test
    void aFunctionThatJumpsDoesSoAtOnceAndNotBySteepSlopes() {
        ActivationCurve thresholded = sample(z -> z > 1 + 1e-12 ? z : 0, z -> z > 1 + 1e-12 ? 1 : 0);

        assertThat(thresholded.kinks()).containsExactly(new double[] {1}, ROUNDING);
        for (double z = .9; z < 1.1; z += .0013) {
            assertThat(thresholded.slope(z)).isCloseTo(z > 1 ? 1 : 0, ROUNDING);
            assertThat(thresholded.value(z)).isCloseTo(z > 1 ? z : 0, ROUNDING);
        }
    }

    @Test
    void itSurvivesSerializationAndEqualsWhatItWas() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(SELU);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(SELU).hasSameHashCodeAs(SELU).isNotEqualTo(RELU);
        }
    }

    @Test
    void whatIsNoGridIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActivationCurve(0, 1, new double[3], new double[4]))
                .withMessageContaining("as many slopes as values");
        assertThatIllegalArgumentException().isThrownBy(() -> new ActivationCurve(0, 0, new double[3], new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActivationCurve(0, 1, new double[2], new double[2]));
    }

    private static ActivationCurve sample(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        double[] values = new double[POINTS];
        double[] slopes = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            // the way listeners do it, which meets kinks exactly
            double z = (i - POINTS / 2) / 50.0;
            values[i] = value.applyAsDouble(z);
            slopes[i] = slope.applyAsDouble(z);
        }
        return new ActivationCurve(START, STEP, values, slopes);
    }

    private static double tanhSlope(double z) {
        return 1 / (Math.cosh(z) * Math.cosh(z));
    }

    private static double selu(double z) {
        return 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z));
    }

    private static double seluSlope(double z) {
        return 1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.exp(z));
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double normal(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
