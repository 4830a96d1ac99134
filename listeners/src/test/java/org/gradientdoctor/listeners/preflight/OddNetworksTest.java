package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.listeners.Preflight;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** Networks that are rarely built: what trains does not fail, and what cannot train is not healthy. */
class OddNetworksTest {
    private static final int ROWS = 32;
    private static final DataSet BATCH = Patients.blobs(ROWS, 4, 1);
    private static final int CLASSES = Math.toIntExact(BATCH.getLabels().size(1));

    private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .weightInit(WeightInit.XAVIER)
                .updater(updater);
    }

    private static MultiLayerNetwork stack(NeuralNetConfiguration.Builder builder, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder.list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(InputType.feedForward(4))
                .validateOutputLayerConfig(false)
                .build());
        network.init();
        return network;
    }

    private static DenseLayer hidden(Activation activation) {
        return new DenseLayer.Builder().nOut(16).activation(activation).build();
    }

    private static OutputLayer.Builder output() {
        return new OutputLayer.Builder(LossFunction.MCXENT).nOut(CLASSES).activation(Activation.SOFTMAX);
    }

    private static Outcome outcome(Diagnosis diagnosis, Symptom symptom) {
        return diagnosis.finding(symptom).orElseThrow().outcome();
    }

    private static StepDose dose(Diagnosis diagnosis) {
        return diagnosis.trace().probes().get(0).stepDose().orElseThrow();
    }

    private static double lossAfter(MultiLayerNetwork network, int iterations) {
        for (int i = 0; i < iterations; i++) {
            network.fit(BATCH);
        }
        return network.score(BATCH);
    }

    private static ComputationGraph graph(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(builder(updater)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", hidden(Activation.TANH), "in")
                .addLayer("out", output().build(), "hidden")
                .setInputTypes(InputType.feedForward(4))
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    @Test
    void aGraphIsJudgedByADataSetAsByAMultiDataSet() {
        Diagnosis one = Preflight.examine(graph(new Sgd(1e5)), BATCH);
        Diagnosis other =
                Preflight.examine(graph(new Sgd(1e5)), new MultiDataSet(BATCH.getFeatures(), BATCH.getLabels()));

        assertThat(outcome(one, Symptom.UPDATE_TOO_LARGE)).isEqualTo(Outcome.FAILING);
        assertThat(dose(one)).isEqualTo(dose(other));
        assertThat(Preflight.of(graph(new Adam(.01)))
                        .batch(BATCH)
                        .learnByHeart()
                        .examine()
                        .finding(Symptom.STALLED_LOSS)
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void anOutputLayerThatBeginsAtZeroIsOpenedByTheFirstStep() {
        MultiLayerNetwork network = stack(
                builder(new Adam(.01)),
                hidden(Activation.TANH),
                hidden(Activation.TANH),
                hidden(Activation.TANH),
                output().weightInit(WeightInit.ZERO).build());

        Diagnosis diagnosis = Preflight.examine(network, BATCH);

        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isNotEqualTo(Outcome.FAILING);
        assertThat(outcome(diagnosis, Symptom.VANISHING_GRADIENT)).isNotIn(Outcome.WARNING, Outcome.FAILING);
        assertThat(lossAfter(network, 200)).isLessThan(.3);
    }

    @Test
    void aFunctionThatIsSilentAtFirstIsNoCrash() {
        Diagnosis diagnosis = Preflight.examine(
                stack(
                        builder(new Sgd(.1)),
                        hidden(Activation.THRESHOLDEDRELU),
                        hidden(Activation.THRESHOLDEDRELU),
                        output().build()),
                BATCH);

        assertThat(diagnosis.findings()).isNotEmpty();
    }

    private static Layer with(BaseLayer layer, IUpdater updater) {
        layer.setIUpdater(updater);
        return layer;
    }

    @Test
    void whereLayersHaveRatesOfTheirOwnNoneIsTheNetworks() {
        MultiLayerNetwork network = stack(
                builder(new Adam(.01)),
                with(hidden(Activation.TANH), new Sgd(-.1)),
                hidden(Activation.TANH),
                output().build());

        Diagnosis diagnosis = Preflight.examine(network, BATCH);

        assertThat(dose(diagnosis).rate()).isNaN();
        assertThat(dose(diagnosis).updater()).isEqualTo("the updaters");
        assertThat(dose(diagnosis).criticalRate()).isNaN();
        assertThat(outcome(diagnosis, Symptom.UPDATE_TOO_LARGE)).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aRateOfZeroAndOneThatIsNoNumberFailWhateverTheUpdaterMakesOfThem() {
        assertThat(outcome(
                        Preflight.examine(
                                stack(builder(new Adam(0)), hidden(Activation.TANH), output().build()), BATCH),
                        Symptom.UPDATE_TOO_SMALL))
                .isEqualTo(Outcome.FAILING);
        Diagnosis diagnosis = Preflight.examine(
                stack(builder(new Adam(Double.NaN)), hidden(Activation.TANH), output().build()), BATCH);
        assertThat(outcome(diagnosis, Symptom.NON_FINITE_VALUE)).isEqualTo(Outcome.FAILING);
        assertThat(diagnosis.toString()).contains("learning rate is NaN");
    }

    @Test
    void sigmoidBeforeALossLayerIsWhatItIsInAnOutputLayer() {
        Diagnosis apart = Preflight.examine(
                stack(
                        builder(new Sgd(.1)),
                        hidden(Activation.TANH),
                        new DenseLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SIGMOID)
                                .build(),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.IDENTITY)
                                .build()),
                BATCH);

        assertThat(outcome(apart, Symptom.OUTPUT_LOSS_MISMATCH)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void weightsForLabelsChangeNothingAboutWhatBinaryCrossEntropyNeeds() {
        OutputLayer weighted = new OutputLayer.Builder(new LossBinaryXENT(Nd4j.ones(1, CLASSES)))
                .nOut(CLASSES)
                .activation(Activation.TANH)
                .build();

        assertThat(outcome(
                        Preflight.examine(stack(builder(new Sgd(.1)), hidden(Activation.TANH), weighted), BATCH),
                        Symptom.OUTPUT_LOSS_MISMATCH))
                .isEqualTo(Outcome.FAILING);
    }

    @Test
    void aScoreThatIsSummedOverTheBatchIsComparedWithASum() {
        MultiLayerNetwork network =
                stack(builder(new Sgd(.02)).miniBatch(false), hidden(Activation.TANH), output().build());

        Diagnosis diagnosis =
                Preflight.of(network).batch(BATCH).learnByHeart(8, 1000).examine();

        assertThat(outcome(diagnosis, Symptom.POOR_INITIALIZATION)).isEqualTo(Outcome.HEALTHY);
        assertThat(outcome(diagnosis, Symptom.STALLED_LOSS))
                .as(diagnosis.toString())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void equalUnitsWithBiasesOfTheirOwnAreToldApart() {
        MultiLayerNetwork network =
                stack(builder(new Sgd(.1)), hidden(Activation.TANH), hidden(Activation.TANH), output().build());
        for (int layer = 0; layer < 3; layer++) {
            network.getLayer(layer).getParam("W").assign(.1);
        }
        assertThat(outcome(Preflight.examine(network, BATCH), Symptom.POOR_INITIALIZATION))
                .isEqualTo(Outcome.FAILING);

        for (int layer = 0; layer < 2; layer++) {
            INDArray bias = network.getLayer(layer).getParam("b");
            Random random = new Random(layer);
            for (int i = 0; i < bias.length(); i++) {
                bias.putScalar(i, random.nextGaussian());
            }
        }
        assertThat(outcome(Preflight.examine(network, BATCH), Symptom.POOR_INITIALIZATION))
                .isNotEqualTo(Outcome.FAILING);
    }

    @Test
    void labelsMayHaveMoreRowsThanFeaturesWhereAVertexStacksThem() {
        ComputationGraph graph = new ComputationGraph(builder(new Sgd(.1))
                .graphBuilder()
                .addInputs("a", "b")
                .addVertex("stacked", new org.deeplearning4j.nn.conf.graph.StackVertex(), "a", "b")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nIn(4)
                                .nOut(16)
                                .activation(Activation.TANH)
                                .build(),
                        "stacked")
                .addLayer("out", output().nIn(16).build(), "hidden")
                .setOutputs("out")
                .build());
        graph.init();
        INDArray features = BATCH.getFeatures();
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {features, features.dup()},
                new INDArray[] {Nd4j.concat(0, BATCH.getLabels(), BATCH.getLabels())});

        Diagnosis diagnosis = Preflight.examine(graph, batch);

        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Outcome.HEALTHY);
        assertThat(dose(diagnosis).ratio()).isPositive();
    }
}
