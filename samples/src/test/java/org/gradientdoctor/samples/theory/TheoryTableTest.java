package org.gradientdoctor.samples.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine;

class TheoryTableTest {

    @Test
    void predictionAndMeasurementAgreeWithinTenPercent() {
        StringWriter out = new StringWriter();

        int status = new CommandLine(new TheoryTable())
                .setOut(new PrintWriter(out))
                .execute("--activations", "TANH,RELU,GELU", "--width", "128", "--seeds", "1");

        assertThat(out.toString())
                .contains("| TANH | Xavier |", "| RELU | He |", "- GELU: ", "6 of 6 agree within 10 %");
        assertThat(status).isZero();
    }

    @Test
    void aRectifiersGainIsKnownByHand() {
        RandomStack stack = new RandomStack(10, 128, 32);

        GainComparison he = GainComparison.of(stack, Activation.RELU, WeightInit.RELU, 2);
        GainComparison xavier = GainComparison.of(stack, Activation.RELU, WeightInit.XAVIER, 2);

        // Between hidden layers √(σ_w²/2): 1 and √½, nine times. From the output's 10 units back, √(10/128 · 2/2) with
        // He's variance 2/128, and √(10 · 2/(128+10) · 1/2) with Glorot's. Weights drawn once miss theirs by percents.
        assertThat(he.predicted()).isCloseTo(Math.pow(Math.sqrt(10.0 / 128), .1), within(.03));
        assertThat(xavier.predicted()).isCloseTo(Math.pow(Math.pow(.5, 4.5) * Math.sqrt(10.0 / 138), .1), within(.03));
    }
}
