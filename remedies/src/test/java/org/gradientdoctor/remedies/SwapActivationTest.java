package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Sgd;

class SwapActivationTest {

    private static MultiLayerNetwork swapped(Model model, Activation activation, String... layers) {
        return (MultiLayerNetwork)
                new Recommendation(List.of(SwapActivation.keepingWeights(List.of(layers), activation)), "test")
                        .applyTo(model);
    }

    private static Object activation(MultiLayerNetwork network, int layer) {
        return ((BaseLayer) network.getLayer(layer).conf().getLayer()).getActivationFn();
    }

    @Test
    void onlyTheNamedLayersChange() {
        MultiLayerNetwork treated = swapped(Networks.dense(new Sgd(.1)).model(), Activation.RELU, "layer0", "layer2");
        assertThat(activation(treated, 0)).isInstanceOf(ActivationReLU.class);
        assertThat(activation(treated, 1)).isInstanceOf(ActivationSigmoid.class);
        assertThat(activation(treated, 2)).isInstanceOf(ActivationReLU.class);
        assertThat(activation(treated, 3)).isInstanceOf(ActivationSoftmax.class);
    }

    @Test
    void activationLayersAreSwapped() {
        MultiLayerNetwork treated = swapped(Networks.batchNormalized().model(), Activation.ELU, "tanh");
        assertThat(((ActivationLayer) treated.getLayer(2).conf().getLayer()).getActivationFn())
                .isInstanceOf(ActivationELU.class);
    }

    @Test
    void wrappersAreOpenedAndGatesKeepTheirs() {
        MultiLayerNetwork treated = swapped(
                RecurrentNetworks.wrapped().model(), Activation.LEAKYRELU, "layer0", "layer1", "layer2", "layer3");
        var confs = treated.getLayerWiseConfigurations();
        DenseLayer dense = (DenseLayer) ((TimeDistributed) confs.getConf(0).getLayer()).getUnderlying();
        assertThat(dense.getActivationFn()).isInstanceOf(ActivationLReLU.class);
        Bidirectional both = (Bidirectional) confs.getConf(1).getLayer();
        for (var direction : List.of(both.getFwd(), both.getBwd())) {
            assertThat(((LSTM) direction).getActivationFn()).isInstanceOf(ActivationLReLU.class);
            assertThat(((LSTM) direction).getGateActivationFn()).isInstanceOf(ActivationSigmoid.class);
        }
        var masked = ((MaskZeroLayer) confs.getConf(2).getLayer()).getUnderlying();
        assertThat(((BaseLayer) masked).getActivationFn()).isInstanceOf(ActivationLReLU.class);
        var last = ((LastTimeStep) confs.getConf(3).getLayer()).getUnderlying();
        assertThat(((BaseLayer) last).getActivationFn()).isInstanceOf(ActivationLReLU.class);
    }

    @Test
    void whatMustKeepItsActivationIsRefusedWithTheReason() {
        MultiLayerNetwork normalized =
                (MultiLayerNetwork) Networks.batchNormalized().model();
        for (String layer : List.of("norm", "out")) {
            assertThat(SwapActivation.keepingWeights(List.of(layer), Activation.RELU)
                            .refusal(Surgery.examine(normalized)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains(layer, "not to be swapped"));
        }
        assertThat(SwapActivation.keepingWeights(List.of("ice"), Activation.RELU)
                        .refusal(Surgery.examine(Networks.frozen().model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("frozen"));
        assertThat(SwapActivation.keepingWeights(List.of("attention"), Activation.RELU)
                        .refusal(Surgery.examine(RecurrentNetworks.attention().model())))
                .isPresent();
    }

    @Test
    void theDifferenceShowsActivationInitializationAndDraw() {
        Model model = Networks.dense(new Sgd(.1)).model();
        Recommendation swap = new Recommendation(
                List.of(new SwapActivation(
                        List.of("layer0", "layer1"),
                        Activation.RELU,
                        Map.of("layer0", Initialization.he(), "layer1", Initialization.he()),
                        17)),
                "test");
        assertThat(swap.configurationDifference(model))
                .containsExactly(
                        "  layer0, layer1: DenseLayer",
                        "- activationFn: ActivationSigmoid",
                        "- weightInitFn: WeightInitXavier",
                        "+ activationFn: ActivationReLU",
                        "+ weightInitFn: WeightInitRelu",
                        "! parameters drawn anew from seed 17");
        assertThat(swap.safety()).isEqualTo(SafetyClass.RESETS_PARAMETERS);
        assertThat(swap.title()).isEqualTo("swap activation to relu and re-initialize weights (He)");
    }

    @Test
    void seluTakesAlphaDropoutWhereItIsReadWithTheSameProbability() {
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new SwapActivation(
                                List.of("layer0", "layer1"),
                                Activation.SELU,
                                Map.of("layer0", Initialization.lecun(), "layer1", Initialization.lecun()),
                                3)),
                        "test")
                .applyTo(Networks.dropout().model());
        // layer0 drops the inputs of the network, which are no SELU's; layer1 drops what layer0 gives.
        assertThat(treated.getLayer(0).conf().getLayer().getIDropout()).isEqualTo(new Dropout(.5));
        assertThat(treated.getLayer(1).conf().getLayer().getIDropout()).isEqualTo(new AlphaDropout(.5));
    }

    @Test
    void anActivationThatSaturatesIsNoRemedy() {
        assertThatThrownBy(() -> SwapActivation.keepingWeights(List.of("a"), Activation.TANH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TANH is not ReLU-like");
        assertThatThrownBy(() -> SwapActivation.keepingWeights(List.of(), Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
