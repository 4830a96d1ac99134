package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** The check of gradients finds what is wrong, and is not disturbed by how a network is trained. */
class GradientCheckTest {

    /** Its derivative is a hundredth too large. */
    static final class Wrong extends ActivationTanH {
        private static final long serialVersionUID = 1L;

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return Pair.of(super.backprop(in, epsilon).getFirst().muli(1.01), null);
        }
    }

    @Test
    void aDerivativeThatIsAHundredthTooLargeIsFound() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(6)
                        .activation(new Wrong())
                        .name("wrong")
                        .build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        Networks.Case wrong = Networks.trained("wrong", network, Networks.classes(DataType.FLOAT, 4));
        GradientCheck.Worst worst = GradientCheck.worst(network, wrong);
        assertThat(worst.parameter()).startsWith("0_");
        // |1.01 - 1| / (1.01 + 1)
        assertThat(worst.error()).isCloseTo(.004975, within(1e-5));
        assertThat(GradientCheck.worst(network, wrong, key -> key.startsWith("1_"))
                        .error())
                .isLessThan(GradientCheck.EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropout", "dense, settings of layers' own", "dense, not by minibatch", "center loss"})
    void dropoutClippingDecayAndSumsAreNoErrors(String name) {
        Networks.Case network =
                Networks.catalog().getOrDefault(name, Networks::graph).get();
        assertThat(network.name()).isNotEqualTo("graph with a skip");
        assertThat(GradientCheck.worst(network.model(), network).error()).isLessThan(GradientCheck.EXACT);
    }

    /** Should this fail, Deeplearning4j has mended it, and the exception is to go. */
    @Test
    void attentionHasTwiceItsGradient() {
        Networks.Case network = RecurrentNetworks.attention();
        assertThat(GradientCheck.worst(network.model(), network, key -> key.startsWith(GradientCheck.DOUBLED))
                        .error())
                .isCloseTo(1 / 3., within(1e-5));
    }
}
