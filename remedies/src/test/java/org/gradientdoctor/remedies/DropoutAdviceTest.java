package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Where less dropout is advised, and what that brings. */
class DropoutAdviceTest {
    private static List<Recommendation> less(Model network) {
        Diagnosis diagnosis = Preflight.examine(network, TwoMoons.of(200, 1).next());
        return RemedyAdvisor.standard().advise(network, diagnosis).stream()
                .filter(advised -> advised.steps().stream().anyMatch(ReduceDropout.class::isInstance))
                .toList();
    }

    /** Eleven layers that keep a share of p, the output among them, leave p^11 of the variance: .086 and .113. */
    @Test
    void itIsAdvisedByItselfWhereLessThanATenthIsLeft() {
        assertThat(less(SickNetworks.stack(Activation.SIGMOID, new Sgd(.1), 10, .8)))
                .first()
                .satisfies(advised -> {
                    assertThat(advised.steps()).singleElement().isInstanceOf(ReduceDropout.class);
                    assertThat(advised.title()).isEqualTo("let dropout keep 0.95 or more");
                    assertThat(advised.explanation()).contains("leaves 0.0859", "would be 0.569");
                });
        assertThat(less(SickNetworks.stack(Activation.SIGMOID, new Sgd(.1), 10, .82)))
                .isEmpty();
        assertThat(less(SickNetworks.deepSigmoid())).isEmpty();
    }

    /** Behind a skip that drops nothing most arrives. */
    @Test
    void ofSeveralWaysTheWidestCounts() {
        assertThat(less(graph(false))).isNotEmpty();
        assertThat(less(graph(true))).isEmpty();
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
