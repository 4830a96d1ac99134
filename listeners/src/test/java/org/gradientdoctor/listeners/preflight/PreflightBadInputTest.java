package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.listeners.preflight.Patients.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class PreflightBadInputTest {
    private static final DataSet BLOBS = Patients.blobs(16, 4);

    @Test
    void aBatchThatDoesNotFitIsRefusedWithWhatWasExpected() {
        MultiLayerNetwork network = new Dense().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preflight.examine(network, Patients.blobs(16, 5)))
                .withMessageContaining("4")
                .withMessageContaining("5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preflight.examine(network, new DataSet(BLOBS.getFeatures(), Nd4j.zeros(16, 2))))
                .withMessageContaining("2")
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preflight.examine(network, new DataSet(BLOBS.getFeatures(), null)))
                .withMessageContaining("labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preflight.of(network).examine())
                .withMessageContaining("no batch was given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preflight.of(network).batch(BLOBS).learnByHeart(0, 10))
                .withMessageContaining("positive");
    }

    @Test
    void aNetworkThatIsNotInitializedIsRefused() {
        MultiLayerNetwork raw = new MultiLayerNetwork(new Dense().build().getLayerWiseConfigurations());

        assertThatIllegalStateException()
                .isThrownBy(() -> Preflight.examine(raw, BLOBS))
                .withMessageContaining("init()");
    }

    @Test
    void valuesThatAreNotFiniteFail() {
        DataSet bad = BLOBS.copy();
        bad.getFeatures().putScalar(3, 2, Float.NaN);
        MultiLayerNetwork spoiled = new Dense().build();
        spoiled.getLayer(1).getParam("W").putScalar(0, Float.POSITIVE_INFINITY);

        Diagnosis input = Preflight.examine(new Dense().build(), bad);
        Diagnosis parameters = Preflight.examine(spoiled, BLOBS);

        assertThat(input.finding(Symptom.UNSCALED_INPUT).orElseThrow().outcome())
                .isEqualTo(Outcome.FAILING);
        assertThat(input.finding(Symptom.UNSCALED_INPUT).orElseThrow().explanation())
                .contains("Column 2");
        assertThat(input.finding(Symptom.NON_FINITE_VALUE).orElseThrow().outcome())
                .isEqualTo(Outcome.FAILING);
        assertThat(parameters.finding(Symptom.NON_FINITE_VALUE).orElseThrow().layers())
                .containsExactly("layer1");
    }
}
