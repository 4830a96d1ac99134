package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.feedforward.autoencoder.AutoEncoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class SurgeryTest {

    @TestFactory
    Stream<DynamicNode> trainingGoesOnBitForBitAfterARoundTripWithoutEdit() {
        return Networks.catalog().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Networks.Case network = entry.getValue().get();
                    Model copy = Surgery.operate(network.model(), draft -> {});
                    assertThat(State.json(copy)).isEqualTo(State.json(network.model()));

                    Nd4j.getRandom().setSeed(3);
                    network.fit(network.model(), 20);
                    Nd4j.getRandom().setSeed(3);
                    network.fit(copy, 20);

                    assertThat(State.parameters(copy)).isEqualTo(State.parameters(network.model()));
                    assertThat(State.updater(copy)).isEqualTo(State.updater(network.model()));
                }));
    }

    @Test
    void theTreatedNetworkSharesNoUpdaterWithTheGivenOne() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Model copy = Surgery.operate(
                network.model(),
                draft -> draft.layers()
                        .forEach(layer ->
                                layer.weightUpdaters().forEach(updater -> updater.setLrAndSchedule(.9, null))));
        assertThat(State.json(copy)).contains("\"learningRate\" : 0.9");
        assertThat(State.json(network.model())).doesNotContain("0.9");
    }

    @Test
    void iterationAndEpochCountsAreKept() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        ((MultiLayerNetwork) network.model()).setEpochCount(7);
        MultiLayerNetwork copy = (MultiLayerNetwork) Surgery.operate(network.model(), draft -> {});
        assertThat(copy.getIterationCount()).isEqualTo(3);
        assertThat(copy.getEpochCount()).isEqualTo(7);
    }

    @Test
    void updaterStateOfLayersLeftAloneIsCarriedWhenBlocksSplit() {
        Networks.Case network = Networks.dense(new Adam(.01));
        List<String> names = Networks.names((MultiLayerNetwork) network.model());
        // Another rate in the middle splits the one block of all parameters into three.
        Model treated = new Recommendation(
                        List.of(
                                new ReduceLearningRate(Map.of(names.get(1), LayerRate.of(.001))),
                                new ReinitializeWeights(Map.of(names.get(2), Initialization.he()), 1)),
                        "test")
                .applyTo(network.model());
        List<Double> then = Objects.requireNonNull(State.updater(network.model()));
        List<Double> now = Objects.requireNonNull(State.updater(treated));
        int n = (int) ((MultiLayerNetwork) network.model()).numParams();
        int first = 4 * 8 + 8;
        int hidden = 8 * 8 + 8;
        int out = 8 * 3 + 3;
        assertThat(n).isEqualTo(first + 2 * hidden + out);
        // One block in the given network: [m of all][v of all]; now one for the first layer, the second, and the rest.
        assertThat(now.subList(0, first)).isEqualTo(then.subList(0, first));
        assertThat(now.subList(first, 2 * first)).isEqualTo(then.subList(n, n + first));
        assertThat(now.subList(2 * first, 2 * first + hidden)).isEqualTo(then.subList(first, first + hidden));
        assertThat(now.subList(2 * first + hidden, 2 * first + 2 * hidden))
                .isEqualTo(then.subList(n + first, n + first + hidden));
        int rest = 2 * first + 2 * hidden;
        assertThat(now.subList(rest, rest + hidden)).as("drawn anew").containsOnly(0.0);
        assertThat(now.subList(rest + hidden, rest + hidden + out)).isEqualTo(then.subList(n - out, n));
        assertThat(now.subList(rest + 2 * hidden + out, now.size())).isEqualTo(then.subList(2 * n - out, 2 * n));
    }

    @Test
    void listenersStayWithTheGivenNetwork() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        network.model().setListeners(new ScoreIterationListener(1000));
        MultiLayerNetwork copy = (MultiLayerNetwork) Surgery.operate(network.model(), draft -> {});
        assertThat(copy.getListeners()).isEmpty();
        assertThat(((MultiLayerNetwork) network.model()).getListeners()).hasSize(1);
    }

    @Test
    void aNetworkThatWasNeverTrainedGetsNoUpdaterByBeingTreated() {
        MultiLayerNetwork network = Networks.untrainedDense(new Adam(.1), DataType.FLOAT, 2, 4);
        State before = State.of(network);
        Model treated = Surgery.operate(network, draft -> {});
        before.assertUnchanged(network);
        assertThat(State.parameters(treated)).isEqualTo(before.parameters());
    }

    @Test
    void adviceLeavesTheNetworkAndTheRandomStateAlone() {
        Networks.Case network = Networks.dense(new Adam(.1));
        State before = State.of(network.model());
        assertThat(RemedyAdvisor.standard()
                        .advise(
                                network.model(),
                                Diagnoses.of(
                                        network.model(),
                                        List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, .9)),
                                        Symptom.VANISHING_GRADIENT)))
                .isNotEmpty();
        before.assertUnchanged(network.model());
    }

    @Test
    void aNetworkWithoutParametersIsRefusedWithTheWayOut() {
        MultiLayerConfiguration configuration =
                Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 1, 4).getLayerWiseConfigurations();
        assertThatThrownBy(() -> Surgery.operate(new MultiLayerNetwork(configuration), draft -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MultiLayerNetwork is not initialized")
                .hasMessageContaining("init()");
        ComputationGraph graph = (ComputationGraph) Networks.graph().model();
        assertThatThrownBy(() -> Surgery.operate(new ComputationGraph(graph.getConfiguration()), draft -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ComputationGraph is not initialized");
    }

    @Test
    void anotherKindOfModelIsRefusedByName() {
        Model layer = new AutoEncoder(
                Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 1, 4)
                        .getLayerWiseConfigurations()
                        .getConf(0),
                DataType.FLOAT);
        assertThatThrownBy(() -> Surgery.operate(layer, draft -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AutoEncoder")
                .hasMessageContaining("MultiLayerNetwork or a ComputationGraph");
    }

    @Test
    void aLayerThatDoesNotExistIsRefusedWithTheNamesThatDo() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Recommendation advice =
                new Recommendation(List.of(new ReduceLearningRate(Map.of("nowhere", LayerRate.of(.1)))), "test");
        State before = State.of(network.model());
        assertThatThrownBy(() -> advice.applyTo(network.model()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer \"nowhere\"")
                .hasMessageContaining("MultiLayerNetwork")
                .hasMessageContaining("layer0, layer1, layer2, layer3");
        before.assertUnchanged(network.model());
    }

    @Test
    void aLayerOfAStackIsFoundByItsIndexToo() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        assertThat(Surgery.examine(network.model()).layer("2").name()).isEqualTo("layer2");
    }

    @Test
    void aRecommendationWithoutStepsIsRefused() {
        assertThatThrownBy(() -> new Recommendation(List.of(), "why"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one step");
    }
}
