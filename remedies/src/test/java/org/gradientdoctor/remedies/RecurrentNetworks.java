package org.gradientdoctor.remedies;

import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks that read sequences, each with a batch it can be trained on. */
final class RecurrentNetworks {
    private RecurrentNetworks() {}

    static void addTo(Map<String, Supplier<Networks.Case>> all) {
        all.put("Graves LSTM", RecurrentNetworks::graves);
        all.put("LSTM, masked", RecurrentNetworks::masked);
        all.put("truncated back-propagation, double, dropout", RecurrentNetworks::truncatedLstm);
        all.put("SimpleRnn", RecurrentNetworks::simple);
        all.put("recurrent, deep", RecurrentNetworks::deep);
        all.put("graph from sequence to sequence", RecurrentNetworks::sequenceToSequence);
        all.put("graph, recurrent", RecurrentNetworks::recurrentGraph);
    }

    private static RnnOutputLayer.Builder output() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT).nOut(3).activation(Activation.SOFTMAX);
    }

    @SuppressWarnings("deprecation") // saved models have it still
    private static Networks.Case graves() {
        return Networks.trained(
                "Graves LSTM",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new GravesLSTM.Builder().nOut(5).build())
                        .layer(output().build())
                        .setInputType(InputType.recurrent(4))),
                sequences());
    }

    static Networks.Case masked() {
        DataSet batch = sequences();
        INDArray mask = Nd4j.ones(DataType.FLOAT, 4, 6);
        for (int i = 0; i < 4; i++) {
            for (int t = 6 - i; t < 6; t++) {
                mask.putScalar(i, t, 0);
            }
        }
        batch.setFeaturesMaskArray(mask);
        batch.setLabelsMaskArray(mask.dup());
        return Networks.trained(
                "LSTM, masked",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new LSTM.Builder().nOut(5).build())
                        .layer(new DenseLayer.Builder().nOut(5).build())
                        .layer(new SimpleRnn.Builder().nOut(5).build())
                        .layer(output().build())
                        .setInputType(InputType.recurrent(4))),
                batch);
    }

    private static Networks.Case truncatedLstm() {
        DataSet batch = sequences();
        batch.setFeatures(batch.getFeatures().castTo(DataType.DOUBLE));
        batch.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        return Networks.trained(
                "truncated back-propagation, double, dropout",
                Networks.stack((ListBuilder) Networks.start(new Adam(.01))
                        .dataType(DataType.DOUBLE)
                        .activation(Activation.TANH)
                        .list()
                        .layer(new LSTM.Builder().nOut(5).dropOut(.8).build())
                        .layer(new LSTM.Builder().nOut(5).build())
                        .layer(output().build())
                        .setInputType(InputType.recurrent(4))
                        .backpropType(BackpropType.TruncatedBPTT)
                        .tBPTTForwardLength(4)
                        .tBPTTBackwardLength(2)),
                batch);
    }

    static Networks.Case simple() {
        return Networks.trained(
                "SimpleRnn",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new SimpleRnn.Builder().nOut(5).build())
                        .layer(new SimpleRnn.Builder().nOut(5).build())
                        .layer(output().build())
                        .setInputType(InputType.recurrent(4))),
                sequences());
    }

    private static Networks.Case deep() {
        ListBuilder list =
                Networks.start(new Adam(.01)).activation(Activation.TANH).list();
        for (int i = 0; i < 5; i++) {
            list.layer(new LSTM.Builder().nOut(5).name("lstm" + i).build());
        }
        return Networks.trained(
                "recurrent, deep",
                Networks.stack(list.layer(output().build()).setInputType(InputType.recurrent(4))),
                sequences());
    }

    static Networks.Case sequenceToSequence() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .addLayer("reader", new Bidirectional(new LSTM.Builder().nOut(3).build()), "in")
                .addVertex("last", new LastTimeStepVertex("in"), "reader")
                .addVertex("repeated", new DuplicateToTimeSeriesVertex("in"), "last")
                .addLayer("writer", new LSTM.Builder().nOut(5).build(), "repeated")
                .addLayer("out", output().build(), "writer")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        graph.init();
        return Networks.trained("graph from sequence to sequence", graph, sequences());
    }

    static Networks.Case recurrentGraph() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .addLayer("simple", new SimpleRnn.Builder().nOut(4).build(), "in")
                .addLayer("gated", new LSTM.Builder().nOut(3).build(), "in")
                .addVertex("both", new MergeVertex(), "simple", "gated")
                .addLayer("second", new SimpleRnn.Builder().nOut(4).build(), "both")
                .addLayer("out", output().build(), "second")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        graph.init();
        return Networks.trained("graph, recurrent", graph, sequences());
    }

    static Networks.Case lstm() {
        return Networks.trained(
                "LSTM",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                        .gradientNormalizationThreshold(5)
                        .list()
                        .layer(new LSTM.Builder()
                                .nOut(5)
                                .forgetGateBiasInit(2)
                                .name("lstm")
                                .build())
                        .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.recurrent(4))),
                sequences());
    }

    static Networks.Case wrapped() {
        return Networks.trained(
                "wrapped recurrent",
                Networks.stack(Networks.start(new Adam(.02))
                        .biasUpdater(new Sgd(.4))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new TimeDistributed(
                                new DenseLayer.Builder().nOut(5).build()))
                        .layer(new Bidirectional(new LSTM.Builder().nOut(4).build()))
                        .layer(new MaskZeroLayer.Builder()
                                .setUnderlying(
                                        new SimpleRnn.Builder().nIn(8).nOut(4).build())
                                .setMaskValue(-9)
                                .build())
                        .layer(new LastTimeStep(new SimpleRnn.Builder().nOut(4).build()))
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.recurrent(4))),
                Networks.of(DataType.FLOAT, new long[] {8, 4, 6}, 3));
    }

    static Networks.Case truncated() {
        return Networks.trained(
                "truncated",
                Networks.stack((ListBuilder) Networks.start(new Nesterovs(.05))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new SimpleRnn.Builder().nOut(5).build())
                        .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.recurrent(4))
                        .backpropType(BackpropType.TruncatedBPTT)
                        .tBPTTForwardLength(3)
                        .tBPTTBackwardLength(3)),
                sequences());
    }

    static Networks.Case attention() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "attention",
                        new SelfAttentionLayer.Builder()
                                .nOut(4)
                                .nHeads(2)
                                .projectInput(true)
                                .build(),
                        "in")
                .addLayer("pool", new GlobalPoolingLayer.Builder().build(), "attention")
                .addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "pool")
                .addLayer("out", Networks.softmax(3).build(), "dense")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        graph.init();
        return Networks.trained("graph with attention", graph, Networks.of(DataType.FLOAT, new long[] {8, 4, 6}, 3));
    }

    static Networks.Case embedding() {
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {8, 1, 5}, 3);
        for (int i = 0; i < 40; i++) {
            batch.getFeatures().putScalar(i / 5, 0, i % 5, i % 7);
        }
        return Networks.trained(
                "embedding",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new EmbeddingSequenceLayer.Builder()
                                .nIn(7)
                                .nOut(4)
                                .build())
                        .layer(new LastTimeStep(new LSTM.Builder().nOut(4).build()))
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.recurrent(7))),
                batch);
    }

    static DataSet sequences() {
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {4, 4, 6}, 3);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, 3, 6);
        for (int i = 0; i < 24; i++) {
            labels.putScalar(i / 6, i % 3, i % 6, 1);
        }
        batch.setLabels(labels);
        return batch;
    }
}
