package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class UnusualTrainingTest {
    private final GradientHealthListener health =
            GradientHealthListener.builder().fullReadingEvery(1).build();

    private static NeuralNetConfiguration.Builder builder() {
        return SmallNets.builder(new Sgd(.1), DataType.FLOAT);
    }

    private static DataSet batch() {
        return SmallNets.batches(Kind.DENSE, 1).get(0);
    }

    private LayerReading layer(int index) {
        return health.trace().latestFull().orElseThrow().layers().get(index);
    }

    @Test
    void beforeAnyIterationNothingIsEvaluated() {
        assertThat(health.diagnosis().verdict()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(health.trace().profile().layers()).isEmpty();
        assertThat(health.trace().profile().networkClass()).isEmpty();
        assertThat(health.diagnosis().toString()).isNotBlank();
    }

    @Test
    void dropoutOfTheNextLayerDoesNotLookLikeDeadUnits() {
        MultiLayerNetwork net = SmallNets.stack(Kind.DROPOUT, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(SmallNets.batches(Kind.DROPOUT, 1).get(0));
        assertThat(health.trace().profile().layers().get(0).has(LayerTrait.DROPPED_BY_CONSUMER))
                .isTrue();
        assertThat(layer(0).activations()).isNull();
        assertThat(layer(0).unread()).singleElement().asString().contains("dropout");
        assertThat(layer(0).signal()).isNotNull();
        assertThat(layer(0).signal().units().activeShare()).isEqualTo(1);
        assertThat(layer(1).activations()).isNotNull();
    }

    @Test
    void frozenLayersHaveParametersButNoGradient() {
        MultiLayerNetwork net = SmallNets.stack(
                builder(),
                new FrozenLayer(SmallNets.dense(5, 7, Activation.TANH)),
                SmallNets.dense(7, 6, Activation.TANH),
                SmallNets.output(6));
        net.setListeners(health);
        net.fit(batch());
        VitalSigns vitals = health.trace().latest().orElseThrow();
        assertThat(health.trace().profile().layers().get(0).isTrainable()).isFalse();
        assertThat(vitals.gradientNorms().get(0)).isNaN();
        assertThat(vitals.gradientNorms().get(1)).isGreaterThan(0);
        assertThat(layer(0).weights()).isNotNull();
        assertThat(layer(0).weights().gradient()).isNull();
        assertThat(layer(0).signal()).isNull();
        assertThat(health.trace().unread()).isEmpty();
    }

    @Test
    void runningStatisticsOfBatchNormalizationAreNoGradients() {
        MultiLayerNetwork net = SmallNets.stack(Kind.BATCH_NORMALIZED, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(SmallNets.batches(Kind.BATCH_NORMALIZED, 1).get(0));
        LayerReading normalization = layer(1);
        assertThat(normalization.weights()).isNotNull();
        assertThat(normalization.weights().values().count()).isEqualTo(7);
        assertThat(normalization.biases()).isNotNull();
        assertThat(normalization.biases().values().count()).isEqualTo(7);
        assertThat(health.trace().profile().layers().get(0).has(LayerTrait.FEEDS_BATCH_NORMALIZATION))
                .isTrue();
    }

    @Test
    void truncatedBackPropagationCountsEachSegmentAsAnIteration() {
        NeuralNetConfiguration.ListBuilder list = builder().list();
        list.layer(new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build());
        list.layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(4)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build());
        list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(5);
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        net.setListeners(health);
        net.fit(new DataSet(Nd4j.rand(2, 3, 20), SmallNets.sequenceLabels(2, 20)));
        TraceSnapshot trace = health.trace();
        assertThat(trace.recent()).extracting(VitalSigns::iteration).containsExactly(0L, 1L, 2L, 3L);
        assertThat(trace.full()).hasSize(4);
        assertThat(layer(0).signal()).isNotNull();
        assertThat(layer(0).signal().units().positions()).isEqualTo(5);
        assertThat(trace.unread()).isEmpty();
    }

    @Test
    void lineSearchesAreReadByTheirLastPassAndWithoutUpdates() {
        MultiLayerNetwork net = SmallNets.stack(
                builder().optimizationAlgo(OptimizationAlgorithm.LBFGS),
                SmallNets.dense(5, 7, Activation.TANH),
                SmallNets.output(7));
        net.setListeners(health);
        for (int i = 0; i < 3; i++) {
            net.fit(batch());
        }
        TraceSnapshot trace = health.trace();
        assertThat(trace.recent())
                .hasSize(3)
                .allSatisfy(vitals -> assertThat(vitals.updateCosine()).isNaN());
        assertThat(trace.unread()).singleElement().asString().contains("updates were not read");
        assertThat(layer(0).weights()).isNotNull();
        assertThat(layer(0).weights().gradient()).isNotNull();
        assertThat(layer(0).weights().update()).isNull();
        assertThat(layer(0).signal()).isNotNull();
        assertThat(trace.constantAnswer().examples()).isEqualTo(18);
    }

    @Test
    void layerWisePretrainingIsSaidNotToBeReadAndTrainingAfterItIs() {
        MultiLayerNetwork net = SmallNets.stack(
                builder(),
                new AutoEncoder.Builder()
                        .nIn(5)
                        .nOut(4)
                        .activation(Activation.SIGMOID)
                        .build(),
                SmallNets.output(4));
        net.setListeners(health);
        net.pretrain(new ListDataSetIterator<>(List.of(batch(), batch()), SmallNets.ROWS));
        assertThat(health.trace().iterations()).isZero();
        assertThat(health.trace().unread()).singleElement().asString().contains("pretraining");
        net.fit(batch());
        assertThat(health.trace().iterations()).isEqualTo(1);
        assertThat(health.trace().unread()).singleElement().asString().contains("pretraining");
    }

    @Test
    void errorsFromElsewhereAreReadByInspection() {
        MultiLayerNetwork net = SmallNets.stack(
                builder(),
                SmallNets.dense(5, 7, Activation.TANH),
                new DenseLayer.Builder()
                        .nIn(7)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build());
        net.setListeners(health);
        for (int i = 0; i < 3; i++) {
            net.setInput(batch().getFeatures());
            net.feedForward(true, false);
            Gradient gradient = net.backpropGradient(Nd4j.ones(SmallNets.ROWS, 2), LayerWorkspaceMgr.noWorkspaces())
                    .getFirst();
            health.inspect(net, gradient);
        }
        TraceSnapshot trace = health.trace();
        assertThat(trace.recent()).extracting(VitalSigns::iteration).containsExactly(0L, 1L, 2L);
        assertThat(trace.latest().orElseThrow().gradientNorms().get(0)).isGreaterThan(0);
        assertThat(trace.latest().orElseThrow().examples()).isEqualTo(SmallNets.ROWS);
        assertThat(layer(0).weights()).isNotNull();
        assertThat(trace.unread()).anyMatch(reason -> reason.contains("errors from elsewhere"));
    }

    /** Deeplearning4j's score is 0 where none was computed. */
    @Test
    void whereErrorsComeFromElsewhereNoLossIsJudged() {
        MultiLayerNetwork net = SmallNets.stack(
                builder().l2(1e-3), SmallNets.dense(5, 7, Activation.TANH), SmallNets.dense(7, 2, Activation.TANH));
        net.setListeners(health);
        for (int i = 0; i < 200; i++) {
            net.setInput(batch().getFeatures());
            net.feedForward(true, false);
            health.inspect(
                    net,
                    net.backpropGradient(Nd4j.ones(SmallNets.ROWS, 2), LayerWorkspaceMgr.noWorkspaces())
                            .getFirst());
        }
        assertThat(health.trace().recent()).allMatch(vitals -> Double.isNaN(vitals.loss()) && vitals.isFinite());
        assertThat(health.diagnosis().findings())
                .filteredOn(finding -> finding.symptom() == Symptom.STALLED_LOSS)
                .singleElement()
                .returns(Outcome.NOT_EVALUATED, Finding::outcome);
        assertThat(HtmlReport.of(health.diagnosis()).render()).contains("No loss was read");
    }

    @Test
    void aForeignGradientIsRefusedWithTheWayOut() {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(batch());
        MultiLayerNetwork other = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        other.fit(batch());
        assertThatThrownBy(() -> health.inspect(net, other.gradient()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backpropGradient");
        assertThatThrownBy(() -> health.inspect(other, other.gradient()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("create another listener");
        net.fit(batch());
        assertThat(health.trace().iterations()).isEqualTo(2);
    }

    @Test
    void aSecondNetworkIsPassedOverAndTheTraceSaysSo() {
        MultiLayerNetwork first = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        ComputationGraph second = SmallNets.graph(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        first.setListeners(health);
        second.setListeners(health);
        first.fit(batch());
        second.fit(batch());
        first.fit(batch());
        assertThat(health.trace().iterations()).isEqualTo(2);
        assertThat(health.trace().unread()).singleElement().asString().contains("one listener watches one network");
    }

    @Test
    void aSecondListenerReadsWhatTheFirstLeavesIt() {
        GradientHealthListener other =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health, other);
        net.fit(batch());
        assertThat(other.trace().profile()).isEqualTo(health.trace().profile());
        assertThat(layer(0).signal()).isNotNull();
        assertThat(other.trace().latestFull().orElseThrow().layers().get(0).signal())
                .isNull();
        assertThat(other.trace().unread()).anyMatch(reason -> reason.contains("another listener is reading it"));
    }

    @Test
    void aTrainingThatGoesOnOnAnotherThreadIsReadAsBefore() throws InterruptedException {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(batch());
        DataSet batch = batch();
        Thread thread = new Thread(() -> net.fit(batch));
        thread.start();
        thread.join();
        assertThat(health.trace().iterations()).isEqualTo(2);
        assertThat(layer(0).signal()).isNotNull();
        assertThat(health.trace().unread()).isEmpty();
    }

    /** Two workers may share a configuration object, in which taps are installed. */
    @Test
    void whatAnotherThreadSendsThroughAConfigurationInCommonIsNotRead() {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        MultiLayerNetwork alone = net.clone();
        GradientHealthListener healthAlone =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        alone.setListeners(healthAlone);
        MultiLayerNetwork sharing = new MultiLayerNetwork(net.getLayerWiseConfigurations());
        sharing.init();
        GradientHealthListener healthSharing =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        sharing.setListeners(healthSharing);
        DataSet batch = batch();
        DataSet another = SmallNets.batches(Kind.DENSE, 2).get(1);
        net.setListeners(health, new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, List<INDArray> activations) {
                // In the middle of this network's pass, with its taps installed.
                Thread thread = new Thread(() -> sharing.fit(another));
                thread.start();
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        net.fit(batch);
        alone.fit(batch);
        assertThat(health.trace().latestFull().orElseThrow().layers())
                .isEqualTo(healthAlone.trace().latestFull().orElseThrow().layers());
        assertThat(net.params()).isEqualTo(alone.params());
        assertThat(healthSharing.trace().iterations()).isEqualTo(1);
        assertThat(healthSharing.trace().unread())
                .anySatisfy(reason -> assertThat(reason).contains("another listener is reading it"));
    }

    @Test
    void aSingleRowIsRead() {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(new DataSet(Nd4j.rand(1, 5), SmallNets.labels(1)));
        assertThat(layer(0).activationUnits()).isNotNull();
        assertThat(layer(0).activationUnits().examples()).isEqualTo(1);
        assertThat(health.trace().unread()).isEmpty();
    }

    @Test
    void sequencesWithMasksHaveTheirLabelsCountedByValidSteps() {
        MultiLayerNetwork net = SmallNets.stack(Kind.LSTM_SEQUENCE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        DataSet batch = SmallNets.batches(Kind.LSTM_SEQUENCE, 1).get(0);
        var mask = Nd4j.ones(SmallNets.ROWS, SmallNets.STEPS);
        mask.putScalar(2, 3, 0);
        net.fit(new DataSet(batch.getFeatures(), batch.getLabels(), mask, mask));
        assertThat(health.trace().constantAnswer().examples()).isEqualTo(SmallNets.ROWS * SmallNets.STEPS - 1L);
        UnitSummary labels = health.trace().latestFull().orElseThrow().labels();
        assertThat(labels).isNotNull();
        assertThat(labels.elementsPerUnit()).isEqualTo(SmallNets.ROWS * SmallNets.STEPS - 1L);
    }

    @Test
    void severalRunsOfFitAreOneHistory() {
        MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);
        net.setListeners(health);
        net.fit(new ListDataSetIterator<>(List.of(batch(), batch()), 1), 2);
        net.fit(batch());
        assertThat(health.trace().recent()).extracting(VitalSigns::iteration).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
}
