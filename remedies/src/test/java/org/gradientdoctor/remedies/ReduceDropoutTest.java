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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
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
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

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
        int examples = 64;
        int passes = 200;
        MultiLayerNetwork network = network(new Dropout(retained), droppers, Activation.IDENTITY);
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
        double all = squares.meanNumber().doubleValue() / passes;
        assertThat(1 - overMasks / all).isCloseTo(Math.pow(retained, droppers), within(.03));
    }

    private static List<String> titles(Model network) {
        Diagnosis diagnosis = Preflight.examine(network, TwoMoons.of(200, 1).next());
        return RemedyAdvisor.standard().advise(network, diagnosis).stream()
                .flatMap(recommendation -> recommendation.steps().stream())
                .filter(ReduceDropout.class::isInstance)
                .map(Remedy::title)
                .toList();
    }

    /** Ten layers that keep a share of p leave p^10 of the variance; the eleventh, the output, drops nothing. */
    @Test
    void itIsAdvisedWhereLessThanATenthIsLeft() {
        assertThat(titles(SickNetworks.stack(Activation.SIGMOID, new Sgd(.1), 10, .75)))
                .isNotEmpty()
                .allMatch("let dropout keep at least 0.93"::equals);
        assertThat(titles(SickNetworks.stack(Activation.SIGMOID, new Sgd(.1), 10, .85)))
                .isEmpty();
        assertThat(titles(SickNetworks.deepSigmoid())).isEmpty();
    }

    /** Behind a skip that drops nothing most arrives. */
    @Test
    void ofSeveralWaysTheWidestCounts() {
        assertThat(titles(graph(false))).isNotEmpty();
        assertThat(titles(graph(true))).isEmpty();
    }

    private static ComputationGraph graph(boolean skips) {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(.1))
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SIGMOID)
                .graphBuilder()
                .addInputs("in");
        String below = "in";
        for (int i = 0; i < 10; i++) {
            DenseLayer layer = new DenseLayer.Builder()
                    .nIn(i == 0 ? 2 : 16)
                    .nOut(16)
                    .dropOut(i == 0 ? 0 : .3)
                    .build();
            graph.addLayer("d" + i, layer, below);
            below = "d" + i;
        }
        String[] read = skips ? new String[] {"d0", below} : new String[] {below};
        ComputationGraph network = new ComputationGraph(graph.addLayer("out", output(16 * read.length), read)
                .setOutputs("out")
                .build());
        network.init();
        return network;
    }

    private static OutputLayer output(int inputs) {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(inputs)
                .nOut(2)
                .build();
    }

    @Test
    void aNetworkThatDropsAlmostAllIsRepairedByDroppingLess() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.TANH, new Adam(.01), 3, .05);
        RepairReport report = RemedyAdvisor.standard()
                .repair(network, TwoMoons.of(200, 1), TwoMoons.of(200, 2), RepairPlan.standard());
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps().stream().flatMap(accepted -> accepted.steps().stream()))
                .hasAtLeastOneElementOfType(ReduceDropout.class);
        assertThat(report.gain().repaired()).isGreaterThan(.9);
    }
}
