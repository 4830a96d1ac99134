package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

class ReduceDropoutTest {
    private static final int WIDTH = 64;

    /** Dense layers of which all but the first drop. */
    private static MultiLayerNetwork network(IDropout dropout, int droppers, Activation activation) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(.1))
                .weightInit(WeightInit.XAVIER)
                .activation(activation)
                .list();
        for (int i = 0; i < droppers; i++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(WIDTH)
                    .nOut(WIDTH)
                    .dropOut(i == 0 ? null : dropout.clone())
                    .build());
        }
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nIn(WIDTH)
                .nOut(WIDTH)
                .dropOut(dropout.clone())
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    static Stream<IDropout> kinds() {
        return Stream.of(
                new Dropout(.05),
                new AlphaDropout(.05),
                new GaussianDropout(.95),
                new SpatialDropout(.05),
                new Dropout(new MapSchedule.Builder(ScheduleType.ITERATION)
                        .add(0, .05)
                        .add(100, .1)
                        .build()));
    }

    private static double retained(Model model, String layer) {
        var draft = Surgery.examine(model);
        return ReduceDropout.retainedBy(draft, draft.layer(layer));
    }

    private static Model apply(Map<String, Double> retained, Model model) {
        return new Recommendation(List.of(new ReduceDropout(retained)), "test").applyTo(model);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindKeepsMoreAndStaysWhatItIs(IDropout kind) {
        MultiLayerNetwork network = network(kind, 3, Activation.TANH);
        assertThat(retained(network, "layer1")).isCloseTo(.05, within(1e-12));
        MultiLayerNetwork treated = (MultiLayerNetwork) apply(Map.of("layer1", .8), network);
        assertThat(retained(treated, "layer1")).isCloseTo(.8, within(1e-12));
        assertThat(treated.getLayer(1).conf().getLayer().getIDropout()).hasSameClassAs(kind);
        assertThat(retained(treated, "layer2")).isCloseTo(.05, within(1e-12));
        assertThat(retained(network, "layer1")).isCloseTo(.05, within(1e-12));
        INDArray input = Nd4j.randn(4, WIDTH);
        assertThat(treated.output(input)).isEqualTo(network.output(input));
    }

    @Test
    void allIsKeptByNoDropoutAtAll() {
        MultiLayerNetwork treated =
                (MultiLayerNetwork) apply(Map.of("layer1", 1.), network(new Dropout(.5), 2, Activation.TANH));
        assertThat(treated.getLayer(1).conf().getLayer().getIDropout()).isNull();
        assertThat(((MultiLayerNetwork) apply(Map.of("layer1", 1.), treated)).getLayerWiseConfigurations())
                .isEqualTo(treated.getLayerWiseConfigurations());
    }

    @Test
    void whereNothingIsDroppedThereIsNothingToReduce() {
        assertThat(new ReduceDropout(Map.of("layer0", .5)).refusal(Surgery.examine(SickNetworks.deepSigmoid())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("none of the layers layer0 drops anything"));
    }

    /** A class derived from dropout may do anything. */
    @Test
    void dropoutOfTheUsersOwnIsRefusedByItsName() {
        assertThat(new ReduceDropout(Map.of("layer1", .5))
                        .refusal(Surgery.examine(network(new OwnDropout(.05), 2, Activation.TANH))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer1", "OwnDropout"));
    }

    /** Public and with a constructor that JSON can use. */
    public static final class OwnDropout extends Dropout {
        private static final long serialVersionUID = 1L;

        public OwnDropout(@JsonProperty("p") double p) {
            super(p);
        }

        @Override
        public Dropout clone() {
            return new OwnDropout(getP());
        }
    }

    @Test
    void aLayerThatKeepsAsMuchOrDropsNothingStaysAsItIs() {
        MultiLayerNetwork network = network(new Dropout(.9), 2, Activation.TANH);
        MultiLayerNetwork treated = (MultiLayerNetwork) apply(Map.of("layer0", .5, "layer1", .5), network);
        assertThat(treated.getLayerWiseConfigurations()).isEqualTo(network.getLayerWiseConfigurations());
    }

    @Test
    void noiseThatDropsNothingIsRefusedByItsName() {
        MultiLayerNetwork network = network(new GaussianNoise(.5), 2, Activation.TANH);
        assertThat(new ReduceDropout(Map.of("layer1", .5)).refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer1", "GaussianNoise"));
        assertThat(retained(network, "layer1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
    void whatIsNoProbabilityIsRefused(double share) {
        assertThatThrownBy(() -> new ReduceDropout(Map.of("a", share)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer a is to keep " + share);
    }

    /**
     * The formula by which it is advised, measured: in a linear network with inputs of mean zero the variance over masks
     * and that over examples are in the proportion of 1 - p^L to p^L.
     */
    @ParameterizedTest
    @CsvSource({".5, 1", ".5, 3", ".8, 3", ".2, 2"})
    void theShareOfTheVarianceThatIsTheExamplesIsTheProductOfWhatIsKept(double retained, int droppers) {
        MultiLayerNetwork network = network(new Dropout(retained), droppers, Activation.IDENTITY);
        assertThat(share(network, 64, 200)).isCloseTo(Math.pow(retained, droppers), within(.03));
    }

    /** One less the part of the variance that is over masks. */
    private static double share(MultiLayerNetwork network, int examples, int passes) {
        Nd4j.getRandom().setSeed(5);
        INDArray input = Nd4j.randn(examples, WIDTH);
        INDArray sum = Nd4j.zeros(examples, WIDTH);
        INDArray squares = Nd4j.zeros(examples, WIDTH);
        for (int i = 0; i < passes; i++) {
            INDArray output = network.output(input, true);
            sum.addi(output);
            squares.addi(output.mul(output));
        }
        INDArray mean = sum.div(passes);
        double overMasks = squares.div(passes).sub(mean.mul(mean)).meanNumber().doubleValue();
        INDArray ofAll = mean.mean(0);
        double all =
                squares.div(passes).mean(0).sub(ofAll.mul(ofAll)).meanNumber().doubleValue();
        return 1 - overMasks / all;
    }

    /** Alpha dropout fills up with the lower end of SELU and scales: a² p² of a variance of one is left. */
    @Test
    void alphaDropoutLeavesLess() {
        MultiLayerNetwork network = network(new AlphaDropout(.8), 1, Activation.IDENTITY);
        var draft = Surgery.examine(network);
        double formula = ReduceDropout.leftBy(draft, draft.layer("layer1"));
        AlphaDropout alpha = new AlphaDropout(.8);
        assertThat(formula).isCloseTo(Math.pow(alpha.a(.8) * .8, 2), within(1e-6));
        assertThat(share(network, 64, 400)).isCloseTo(formula, within(.03));
        assertThat(ReduceDropout.leaving(draft.layer("layer1"), formula)).isCloseTo(.8, within(1e-9));
    }
}
