package org.gradientdoctor.remedies.repair;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.SickNetworks;
import org.gradientdoctor.remedies.TwoMoons;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class StartingPointTest {
    private final MultiLayerNetwork network = SickNetworks.deepSigmoid();

    private static INDArray weights(StartingPoint start, long draw, String key) {
        return ((MultiLayerNetwork) start.network(draw)).getParam(key);
    }

    @Test
    void whatTheConfigurationDrawsIsDrawnAnewForEachTrialButTheFirst() {
        StartingPoint start = StartingPoint.of(network);
        assertThat(weights(start, 0, "0_W")).isEqualTo(network.getParam("0_W"));
        assertThat(weights(start, 2, "0_W")).isNotEqualTo(network.getParam("0_W"));
        assertThat(weights(start, 3, "0_W")).isNotEqualTo(weights(start, 2, "0_W"));
        assertThat(weights(start, 3, "0_W")).isEqualTo(weights(start, 3, "0_W"));
    }

    @Test
    void weightsThatWereSetAreKeptAndTheOthersDrawn() {
        network.getParam("1_W").assign(.25);
        StartingPoint start = StartingPoint.of(network);
        assertThat(start.drawn()).contains("layer0", "layer2").doesNotContain("layer1");
        assertThat(weights(start, 2, "1_W")).isEqualTo(network.getParam("1_W"));
        assertThat(weights(start, 2, "2_W")).isNotEqualTo(network.getParam("2_W"));
    }

    @Test
    void weightsThatWereTrainedAreKept() {
        network.fit(TwoMoons.of(40, 1));
        StartingPoint start = StartingPoint.of(network);
        assertThat(((MultiLayerNetwork) start.network(2)).params()).isEqualTo(network.params());
        assertThat(start.description()).contains("go on from the given weights");
    }

    @Test
    void aNetworkWithNaNIsDrawnAnewAltogether() {
        network.fit(TwoMoons.of(40, 1));
        network.getParam("3_W").putScalar(0, Double.NaN);
        StartingPoint start = StartingPoint.of(network);
        for (long draw : new long[] {0, 2}) {
            assertThat(NonFiniteParameters.layers(start.network(draw))).isEmpty();
            assertThat(weights(start, draw, "0_W")).isNotEqualTo(network.getParam("0_W"));
        }
        assertThat(weights(start, 2, "0_W")).isNotEqualTo(weights(start, 0, "0_W"));
    }
}
