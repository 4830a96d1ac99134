package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.surgery.Batch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of many kinds, each with a batch it can be trained on. */
final class Networks {
    private Networks() {}

    /**
     * A network and a batch for it; the network has made three iterations.
     *
     * @param batch the batch; of several inputs or outputs, the first ones
     * @param several the batch of networks with several inputs or outputs, null otherwise
     */
    record Case(
            String name,
            Model model,
            DataSet batch,
            @Nullable MultiDataSet several) {
        Case(String name, Model model, DataSet batch) {
            this(name, model, batch, null);
        }

        void fit(Model other, int iterations) {
            for (int i = 0; i < iterations; i++) {
                if (several != null) {
                    ((ComputationGraph) other).fit(several);
                } else {
                    Networks.fit(other, batch);
                }
            }
        }

        /** All that the network puts out for the batch, in one row. */
        INDArray output(Model other) {
            if (several == null) {
                INDArray one = other instanceof MultiLayerNetwork stack
                        ? stack.output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null)
                        : ((ComputationGraph) other)
                                .output(
                                        false,
                                        new INDArray[] {batch.getFeatures()},
                                        batch.getFeaturesMaskArray() == null
                                                ? null
                                                : new INDArray[] {batch.getFeaturesMaskArray()})[0];
                return Nd4j.toFlattened(one);
            }
            return Nd4j.toFlattened(((ComputationGraph) other).output(several.getFeatures()));
        }

        Batch data() {
            return several == null ? Batch.of(batch) : Batch.of(several);
        }

        Model apply(Recommendation recommendation, Model other) {
            if (!recommendation.needsData()) {
                return recommendation.applyTo(other);
            }
            return several == null ? recommendation.applyTo(other, batch) : recommendation.applyTo(other, several);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static void fit(Model model, DataSet batch) {
        if (model instanceof MultiLayerNetwork stack) {
            stack.fit(batch);
        } else {
            ((ComputationGraph) model).fit(batch);
        }
    }

    static INDArray output(Model model, DataSet batch) {
        return model instanceof MultiLayerNetwork stack
                ? stack.output(batch.getFeatures())
                : ((ComputationGraph) model).outputSingle(batch.getFeatures());
    }

    /** All of them by name, built when asked. */
    static Map<String, Supplier<Case>> catalog() {
        Map<String, Supplier<Case>> all = new LinkedHashMap<>();
        all.put("dense, SGD", () -> dense(new Sgd(.1)));
        all.put("dense, Adam", () -> dense(new Adam(.01)));
        all.put("dense, Nesterovs, double", () -> dense(new Nesterovs(.05, .9), DataType.DOUBLE));
        all.put("dense, AdaDelta", () -> dense(new AdaDelta()));
        all.put("convolutional", Networks::convolutional);
        all.put("batch-normalized with activation layers", Networks::batchNormalized);
        all.put("LSTM", RecurrentNetworks::lstm);
        all.put("wrapped recurrent", RecurrentNetworks::wrapped);
        all.put("truncated back-propagation", RecurrentNetworks::truncated);
        all.put("frozen", Networks::frozen);
        all.put("graph with a skip", Networks::graph);
        all.put("graph with attention", RecurrentNetworks::attention);
        all.put("embedding", RecurrentNetworks::embedding);
        all.put("dropout", Networks::dropout);
        DenseNetworks.addTo(all);
        ConvolutionalNetworks.addTo(all);
        RecurrentNetworks.addTo(all);
        return all;
    }

    static Case trained(String name, ComputationGraph graph, MultiDataSet batch) {
        Case made = new Case(name, graph, new DataSet(batch.getFeatures(0), batch.getLabels(0)), batch);
        made.fit(graph, 3);
        return made;
    }

    static Case trained(String name, Model model, DataSet batch) {
        for (int i = 0; i < 3; i++) {
            fit(model, batch);
        }
        return new Case(name, model, batch);
    }

    static NeuralNetConfiguration.Builder start(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(17).updater(updater).activation(Activation.SIGMOID);
    }

    static MultiLayerNetwork stack(ListBuilder builder) {
        MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
        network.init();
        return network;
    }

    static OutputLayer.Builder softmax(int nOut) {
        return new OutputLayer.Builder(LossFunction.MCXENT).nOut(nOut).activation(Activation.SOFTMAX);
    }

    static Case dense(IUpdater updater) {
        return dense(updater, DataType.FLOAT);
    }

    static Case dense(IUpdater updater, DataType type) {
        return trained("dense", untrainedDense(updater, type, 3, 8), classes(type, 4));
    }

    /** Sigmoid layers and a softmax over three classes for four inputs. */
    static MultiLayerNetwork untrainedDense(IUpdater updater, DataType type, int layers, int units) {
        ListBuilder builder = start(updater).dataType(type).list();
        for (int i = 0; i < layers; i++) {
            builder.layer(new DenseLayer.Builder().nOut(units).build());
        }
        return stack(builder.layer(softmax(3).build()).setInputType(InputType.feedForward(4)));
    }

    static Case convolutional() {
        return trained(
                "convolutional",
                stack(start(new Adam(.01))
                        .list()
                        .layer(new ConvolutionLayer.Builder(3, 3)
                                .stride(2, 2)
                                .nOut(4)
                                .name("conv")
                                .build())
                        .layer(new SubsamplingLayer.Builder().build())
                        .layer(new DenseLayer.Builder().nOut(6).build())
                        .layer(softmax(3).build())
                        .setInputType(InputType.convolutional(9, 9, 2))),
                of(DataType.FLOAT, new long[] {8, 2, 9, 9}, 3));
    }

    static Case batchNormalized() {
        return trained(
                "batch-normalized",
                stack(start(new Adam(.01))
                        .list()
                        .layer(new DenseLayer.Builder()
                                .nOut(8)
                                .activation(Activation.IDENTITY)
                                .name("linear")
                                .build())
                        .layer(new BatchNormalization.Builder().name("norm").build())
                        .layer(new ActivationLayer.Builder()
                                .activation(Activation.TANH)
                                .name("tanh")
                                .build())
                        .layer(new DenseLayer.Builder().nOut(8).name("dense").build())
                        .layer(softmax(3).name("out").build())
                        .setInputType(InputType.feedForward(4))),
                classes(DataType.FLOAT, 4));
    }

    static Case frozen() {
        FrozenLayer ice =
                new FrozenLayer(new DenseLayer.Builder().nIn(4).nOut(8).build());
        ice.setLayerName("ice");
        FrozenLayerWithBackprop glass = new FrozenLayerWithBackprop(
                new DenseLayer.Builder().nIn(8).nOut(8).build());
        glass.setLayerName("glass");
        return trained(
                "frozen",
                stack(start(new Adam(.01))
                        .list()
                        .layer(ice)
                        .layer(new DenseLayer.Builder().nOut(8).name("free").build())
                        .layer(glass)
                        .layer(softmax(3).name("out").build())
                        .setInputType(InputType.feedForward(4))),
                classes(DataType.FLOAT, 4));
    }

    static Case graph() {
        ComputationGraph graph = new ComputationGraph(start(new Adam(.01))
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new DenseLayer.Builder().nOut(6).build(), "in")
                .addLayer("second", new DenseLayer.Builder().nOut(6).build(), "first")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
                .addLayer("out", softmax(3).build(), "sum")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return trained("graph with a skip", graph, classes(DataType.FLOAT, 4));
    }

    static Case dropout() {
        return trained(
                "dropout",
                stack(start(new Adam(.01))
                        .l2(1e-3)
                        .list()
                        .layer(new DenseLayer.Builder().nOut(8).dropOut(.5).build())
                        .layer(new DenseLayer.Builder().nOut(8).dropOut(.5).build())
                        .layer(softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                classes(DataType.FLOAT, 4));
    }

    static DataSet classes(DataType type, int inputs) {
        return of(type, new long[] {12, inputs}, 3);
    }

    static DataSet of(DataType type, long[] shape, int classes) {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(5);
        INDArray features = Nd4j.randn(0, 1, shape, random).castTo(type);
        INDArray labels = Nd4j.zeros(type, shape[0], classes);
        for (int i = 0; i < shape[0]; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return new DataSet(features, labels);
    }

    /** Names of the layers of a stack, as Deeplearning4j gives them. */
    static List<String> names(MultiLayerNetwork network) {
        List<String> names = new ArrayList<>();
        for (var layer : network.getLayers()) {
            names.add(layer.conf().getLayer().getLayerName());
        }
        return names;
    }
}
