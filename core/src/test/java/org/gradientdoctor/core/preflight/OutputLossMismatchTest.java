package org.gradientdoctor.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.OutputReading.AnswerRange;
import org.gradientdoctor.core.reading.OutputReading.LabelRange;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputLossMismatchTest {

    @ParameterizedTest
    @CsvSource({
        // activation, loss, units, labels from … to, largest row sum, outcome
        "softmax, MCXENT, 3, 0, 1, 1, HEALTHY",
        "softmax, NegativeLogLikelihood, 3, 0, 1, 1, HEALTHY",
        "softmax, MCXENT, 3, .1, .8, 1, HEALTHY", // soft labels
        "softmax, MSE, 3, 0, 1, 1, HEALTHY",
        "softmax, MCXENT, 1, 0, 1, 1, FAILING",
        "softmax, MCXENT, 3, 0, 1, 2, WARNING", // independent labels
        "softmax, MCXENT, 3, 0, 2, 2, FAILING",
        "softmax, BinaryXENT, 3, 0, 1, 1, WARNING",
        "sigmoid, MCXENT, 3, 0, 1, 1, WARNING", // learns, though its loss ends where all answers are 1
        "tanh, MCXENT, 3, 0, 1, 1, FAILING",
        "identity, NegativeLogLikelihood, 3, 0, 1, 1, FAILING",
        "sigmoid, BinaryXENT, 1, 0, 1, 1, HEALTHY",
        "sigmoid, BinaryXENT, 3, 0, 1, 3, HEALTHY",
        "sigmoid, BinaryXENT, 1, -1, 1, 1, FAILING",
        "tanh, BinaryXENT, 1, 0, 1, 1, FAILING",
        "sigmoid, MSE, 1, 0, 1, 1, HEALTHY",
        "sigmoid, MSE, 1, 0, 10, 10, WARNING",
        "sigmoid, MSE, 1, 5, 50, 50, FAILING",
        "tanh, MSE, 1, -1, 1, 1, HEALTHY",
        "tanh, MSE, 1, -3, 3, 3, WARNING",
        "relu, MSE, 1, 0, 9, 9, HEALTHY",
        "relu, MSE, 1, -2, 2, 2, WARNING",
        "relu, MSE, 1, -9, -1, -1, FAILING",
        // -.278 is swish's lowest answer, -.170 GELU's.
        "swish, MSE, 1, -.25, 2, 2, HEALTHY",
        "swish, MSE, 1, -.27, -.1, -.1, HEALTHY",
        "swish, MSE, 1, -.6, 2, 2, WARNING",
        "swish, MSE, 1, -.6, -.3, -.3, FAILING",
        "softsign, MSE, 1, -1, 1, 1, HEALTHY",
        "softsign, MSE, 1, -3, 3, 3, WARNING",
        "softmax, MCXENT, 3, 0, 0, 0, FAILING", // no class is right
        "sigmoid, BinaryXENT, 3, 0, 0, 0, HEALTHY", // no label applies
        "identity, MSE, 1, -20, 20, 20, HEALTHY",
        "identity, Hinge, 1, -1, 1, 1, HEALTHY",
        "identity, Hinge, 1, 0, 1, 1, WARNING"
    })
    void activationLossAndLabelsMustFit(
            String activation, String loss, int units, double from, double to, double sum, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.output =
                output(fixture, activation, loss, units, new LabelRange(from, to, Math.min(1, sum), sum, false), 1);

        assertThat(new OutputLossMismatch().examine(fixture.snapshot()).outcome())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // A loss layer compares what the layer before it computed: sigmoid's answers, softmax's, sums by chance.
        "BinaryXENT, .2, .9, 0.4, 1.7, HEALTHY",
        "BinaryXENT, -.1, .9, 0.4, 1.7, FAILING",
        "BinaryXENT, .2, 1.1, 0.4, 1.7, FAILING",
        "MCXENT, .1, .8, 1, 1, HEALTHY",
        "MCXENT, .1, .8, .7, 1.3, WARNING",
        "MCXENT, -.1, .8, .7, 1.3, FAILING"
    })
    void aLossLayerMayBeHandedProbabilities(
            String loss, double smallest, double largest, double smallestSum, double largestSum, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.answers = new AnswerRange(smallest, largest, smallestSum, largestSum);
        fixture.output = output(fixture, "identity", loss, 3, new LabelRange(0, 1, 1, 1, true), .6);

        assertThat(new OutputLossMismatch().examine(fixture.snapshot()).outcome())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, HEALTHY", "20, HEALTHY", "1e4, WARNING", "1e-4, HEALTHY"})
    void regressionLabelsMustBeScaled(double rms, Outcome expected) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.output = output(fixture, "identity", "MSE", 1, new LabelRange(-2 * rms, 2 * rms, -1, 1, false), rms);

        Finding finding = new OutputLossMismatch().examine(fixture.snapshot());

        assertThat(finding.outcome()).isEqualTo(expected);
        assertThat(finding.explanation()).isNotBlank();
    }

    private static OutputReading output(
            ProbeFixture fixture, String activation, String loss, int units, LabelRange range, double rms) {
        LossFamily family = switch (loss) {
            case "MCXENT", "NegativeLogLikelihood" -> LossFamily.CROSS_ENTROPY;
            case "BinaryXENT" -> LossFamily.BINARY_CROSS_ENTROPY;
            case "MSE" -> LossFamily.MEAN_SQUARED_ERROR;
            default -> LossFamily.OTHER;
        };
        OutputReading plain = fixture.output(activation, "Loss" + loss, family, units, range, rms);
        return new OutputReading(
                plain.layer(),
                profile(activation),
                plain.lossName(),
                family,
                false,
                units,
                plain.labels(),
                range,
                plain.predictions(),
                plain.answers(),
                plain.constantAnswer());
    }

    private static ActivationProfile profile(String name) {
        double[] value = new double[3001];
        double[] slope = new double[3001];
        for (int i = 0; i < 3001; i++) {
            double z = (i - 1500) / 50.0;
            value[i] = switch (name) {
                case "sigmoid" -> 1 / (1 + Math.exp(-z));
                case "tanh" -> Math.tanh(z);
                case "relu" -> Math.max(0, z);
                case "swish" -> z / (1 + Math.exp(-z));
                case "softsign" -> z / (1 + Math.abs(z));
                default -> z;
            };
            slope[i] = switch (name) {
                case "sigmoid" -> 1 / (1 + Math.exp(-z)) / (1 + Math.exp(z));
                case "tanh" -> 1 - Math.tanh(z) * Math.tanh(z);
                case "relu" -> z > 0 ? 1 : 0;
                case "swish" -> (1 + Math.exp(-z) * (1 + z)) / Math.pow(1 + Math.exp(-z), 2);
                case "softsign" -> Math.pow(1 + Math.abs(z), -2);
                default -> 1;
            };
        }
        return new ActivationProfile(
                name,
                ActivationShape.OTHER,
                1,
                ResponsiveRange.unbounded(),
                name.equals("softmax") ? null : new ActivationCurve(-30, .02, value, slope));
    }
}
