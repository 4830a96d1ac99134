package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.Initialization.Scheme;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ReinitializeWeightsTest {

    private static MultiLayerNetwork wide() {
        return Networks.stack(Networks.start(new Sgd(.1))
                .weightInit(WeightInit.ONES)
                .list()
                .layer(new DenseLayer.Builder().nOut(300).biasInit(.25).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(200)));
    }

    private static MultiLayerNetwork drawn(MultiLayerNetwork network, Initialization how) {
        return (MultiLayerNetwork) new Recommendation(
                        List.of(new ReinitializeWeights(Map.of("layer0", how), 5)), "test")
                .applyTo(network);
    }

    // 200 inputs, 300 outputs: He √(2/((1 + a²)·200)), LeCun √(1/200), Xavier √(2/500). The mean of 60,000 draws strays
    // by less than 5 deviations of .0041 times that, the deviation by less than 1.5 %.
    @ParameterizedTest
    @CsvSource({"HE, 0, .1", "HE, .3, .095783", "HE, 1, .070711", "LECUN, 0, .070711", "XAVIER, 0, .063246"})
    void weightsHaveTheVarianceOfTheirRule(Scheme scheme, double slope, double deviation) {
        INDArray weights =
                drawn(wide(), new Initialization(scheme, slope)).getLayer(0).getParam("W");
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(deviation, within(.015 * deviation));
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(.0205 * deviation));
    }

    @Test
    void theConfigurationCarriesTheRuleAndBiasesGetTheConfiguredValue() {
        MultiLayerNetwork network = wide();
        network.getLayer(0).getParam("b").assign(9);
        MultiLayerNetwork treated = drawn(network, Initialization.he());
        assertThat(((BaseLayer) treated.getLayer(0).conf().getLayer()).getWeightInitFn())
                .isInstanceOf(WeightInitRelu.class);
        assertThat(State.values(treated.getLayer(0).getParam("b"))).containsOnly(.25);
        assertThat(treated.getLayer(1).getParam("W"))
                .isEqualTo(network.getLayer(1).getParam("W"));
    }

    @Test
    void aBiasThatDecidesWhetherUnitsAreActiveBecomesZero() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(8).biasInit(-8).build())
                .layer(Networks.softmax(3).biasInit(-8).build())
                .setInputType(InputType.feedForward(4)));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new ReinitializeWeights(
                                Map.of("layer0", Initialization.he(), "layer1", Initialization.xavier()), 5)),
                        "test")
                .applyTo(network);
        assertThat(State.values(treated.getLayer(0).getParam("b"))).containsOnly(0.0);
        // An output's bias may hold the frequencies of classes.
        assertThat(State.values(treated.getLayer(1).getParam("b"))).containsOnly(-8.0);
    }

    @Test
    void aConvolutionCountsItsKernel() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(64).build())
                .layer(Networks.softmax(2).build())
                .setInputType(InputType.convolutional(8, 8, 16)));
        INDArray weights = drawn(network, Initialization.he()).getLayer(0).getParam("W");
        double he = Math.sqrt(2 / (5 * 5 * 16.0));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(he, within(.03 * he));
    }

    @Test
    void anLstmKeepsItsForgetGateBias() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new LSTM.Builder().nOut(3).forgetGateBiasInit(2).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(4)));
        network.getLayer(0).getParam("b").assign(7);
        MultiLayerNetwork treated = drawn(network, Initialization.xavier());
        // Gates in the order input, forget, output, modulation: three units each.
        assertThat(State.values(treated.getLayer(0).getParam("b")))
                .containsExactly(0., 0., 0., 2., 2., 2., 0., 0., 0., 0., 0., 0.);
        assertThat(treated.getLayer(0).getParam("RW"))
                .isNotEqualTo(network.getLayer(0).getParam("RW"));
    }

    @Test
    void nanParametersBecomeFiniteInBatchNormalizationToo() {
        Networks.Case network = Networks.batchNormalized();
        MultiLayerNetwork sick = (MultiLayerNetwork) network.model();
        sick.params().assign(Double.NaN);
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        schemes.put("linear", Initialization.xavier());
        schemes.put("norm", Initialization.configured());
        schemes.put("dense", Initialization.xavier());
        schemes.put("out", Initialization.xavier());
        Model treated = new Recommendation(List.of(new ReinitializeWeights(schemes, 1)), "test").applyTo(sick);
        State.parameters(treated)
                .forEach((key, values) -> assertThat(values).as(key).doesNotContain(Double.NaN));
        network.fit(treated, 3);
        assertThat(treated.score()).isFinite();
    }

    @Test
    void theUpdaterOfADrawnLayerStartsAnew() {
        Networks.Case network = Networks.dense(new Adam(.01));
        Map<String, Initialization> all = new LinkedHashMap<>();
        Networks.names((MultiLayerNetwork) network.model()).forEach(name -> all.put(name, Initialization.xavier()));
        Model treated = new Recommendation(List.of(new ReinitializeWeights(all, 1)), "test").applyTo(network.model());
        ((MultiLayerNetwork) treated).getUpdater(true);
        assertThat(State.updater(treated)).containsOnly(0.0);
    }

    @Test
    void layersOfEqualShapeGetDifferentWeightsAndOtherSeedsOthers() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Map<String, Initialization> two = Map.of("layer1", Initialization.he(), "layer2", Initialization.he());
        Model one = new Recommendation(List.of(new ReinitializeWeights(two, 1)), "test").applyTo(network.model());
        Model other = new Recommendation(List.of(new ReinitializeWeights(two, 2)), "test").applyTo(network.model());
        var parameters = State.parameters(one);
        assertThat(parameters.get("1_W")).isNotEqualTo(parameters.get("2_W"));
        assertThat(State.parameters(other).get("1_W")).isNotEqualTo(parameters.get("1_W"));
    }

    @Test
    void whatALayerGetsDoesNotDependOnTheOthers() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Model alone = new Recommendation(
                        List.of(new ReinitializeWeights(Map.of("layer1", Initialization.he()), 1)), "test")
                .applyTo(network.model());
        Model together = new Recommendation(
                        List.of(new ReinitializeWeights(
                                Map.of("layer0", Initialization.he(), "layer1", Initialization.he()), 1)),
                        "test")
                .applyTo(network.model());
        assertThat(State.parameters(together).get("1_W"))
                .isEqualTo(State.parameters(alone).get("1_W"));
    }

    @Test
    void theRuleFitsTheActivation() {
        assertThat(Initialization.fitting(Activation.RELU.getActivationFunction()))
                .isEqualTo(Initialization.he());
        assertThat(Initialization.fitting(new ActivationLReLU(.2))).isEqualTo(new Initialization(Scheme.HE, .2));
        assertThat(Initialization.fitting(Activation.SELU.getActivationFunction()))
                .isEqualTo(Initialization.lecun());
        assertThat(Initialization.fitting(Activation.TANH.getActivationFunction()))
                .isEqualTo(Initialization.xavier());
    }

    @Test
    void frozenLayersAndLayersWithARuleOfTheirOwnAreRefused() {
        Model frozen = Networks.frozen().model();
        assertThat(new ReinitializeWeights(Map.of("glass", Initialization.he()), 1).refusal(Surgery.examine(frozen)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("glass", "frozen"));
        Model normalized = Networks.batchNormalized().model();
        assertThat(new ReinitializeWeights(Map.of("norm", Initialization.he()), 1).refusal(Surgery.examine(normalized)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "rule of its own"));
        assertThat(new ReinitializeWeights(Map.of("tanh", Initialization.he()), 1).refusal(Surgery.examine(normalized)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no parameters"));
    }

    /** W·Wᵀ is the gain squared times the identity, as there are fewer rows than columns. */
    @Test
    void orthogonalWeightsHaveOneSingularValue() {
        INDArray weights =
                drawn(wide(), Initialization.orthogonal(1.5)).getLayer(0).getParam("W");
        INDArray gram = weights.mmul(weights.transpose());
        double largest = gram.sub(Nd4j.eye(200).mul(1.5 * 1.5)).amaxNumber().doubleValue();
        assertThat(largest).isCloseTo(0, within(1e-4));
    }

    @Test
    void eachGateOfAnLstmIsOrthogonalByItself() {
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new ReinitializeWeights(Map.of("lstm", Initialization.orthogonal(1)), 5)), "test")
                .applyTo(RecurrentNetworks.lstm().model());
        INDArray recurrent = treated.getParam("0_RW");
        for (int gate = 0; gate < 4; gate++) {
            INDArray block = recurrent.get(NDArrayIndex.all(), NDArrayIndex.interval(5 * gate, 5 * gate + 5));
            INDArray gram = block.transpose().mmul(block);
            assertThat(gram.sub(Nd4j.eye(5)).amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void criticalWeightsHaveTheGainOverTheRootOfFanIn() {
        INDArray weights =
                drawn(wide(), Initialization.critical(.874)).getLayer(0).getParam("W");
        double deviation = .874 / Math.sqrt(200);
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(deviation, within(.015 * deviation));
    }

    @Test
    void convolutionsCannotBeOrthogonal() {
        Model model = Networks.convolutional().model();
        assertThat(new ReinitializeWeights(Map.of("conv", Initialization.orthogonal(1)), 1)
                        .refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("conv", "no matrix of weights"));
        assertThatThrownBy(() -> Initialization.orthogonal(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closedForgetGatesAreOpened() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new LSTM.Builder().nOut(3).forgetGateBiasInit(-1).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(4)));
        MultiLayerNetwork treated = drawn(network, Initialization.orthogonal(1));
        assertThat(State.values(treated.getLayer(0).getParam("b")))
                .containsExactly(0., 0., 0., 1., 1., 1., 0., 0., 0., 0., 0., 0.);
    }

    @Test
    void noLayersAreNoRemedy() {
        assertThatThrownBy(() -> new ReinitializeWeights(Map.of(), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Initialization(Scheme.HE, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOldRecurrentInitializationGivesWay() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new LSTM.Builder()
                        .nOut(3)
                        .weightInitRecurrent(WeightInit.ONES)
                        .build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(4)));
        MultiLayerNetwork treated = drawn(network, Initialization.lecun());
        assertThat(((LSTM) treated.getLayer(0).conf().getLayer()).getWeightInitFnRecurrent())
                .isInstanceOf(WeightInitNormal.class);
        assertThat(treated.getLayer(0).getParam("RW").maxNumber().doubleValue()).isNotEqualTo(1);
    }
}
