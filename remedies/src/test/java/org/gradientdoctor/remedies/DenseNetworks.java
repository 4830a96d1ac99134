package org.gradientdoctor.remedies;

import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Small networks for plain vectors with every setting that an edit could lose, each with a batch. */
final class DenseNetworks {
    private DenseNetworks() {}

    static void addTo(Map<String, Supplier<Networks.Case>> all) {
        all.put("dense, half", () -> Networks.dense(new Sgd(.05), DataType.FLOAT16));
        all.put("dense, deep", DenseNetworks::deep);
        all.put("dense, unnamed", DenseNetworks::unnamed);
        all.put("dense, settings of layers' own", DenseNetworks::settings);
        all.put("dense, not by minibatch", DenseNetworks::sums);
        all.put("dense, layer-normalized", DenseNetworks::layerNormalized);
        all.put("dense, widths that differ", DenseNetworks::widths);
        all.put("PReLU", DenseNetworks::parametric);
        all.put("autoencoder", DenseNetworks::autoencoder);
        all.put("variational autoencoder", DenseNetworks::variational);
        all.put("embedding of one", DenseNetworks::embeddingOfOne);
        all.put("regression with a loss layer", DenseNetworks::regression);
        all.put("center loss", DenseNetworks::centerLoss);
        all.put("graph with two inputs and outputs", DenseNetworks::several);
        all.put("graph with a frozen layer", DenseNetworks::frozenGraph);
        all.put("graph with vertices", DenseNetworks::vertices);
    }

    private static DenseLayer.Builder dense(int nOut) {
        return new DenseLayer.Builder().nOut(nOut);
    }

    private static Networks.Case deep() {
        return Networks.trained(
                "dense, deep",
                Networks.untrainedDense(new Adam(.01), DataType.FLOAT, 12, 8),
                Networks.classes(DataType.FLOAT, 4));
    }

    /** As files from elsewhere have it: Deeplearning4j's own builder names every layer. */
    static Networks.Case unnamed() {
        MultiLayerNetwork named = Networks.untrainedDense(new Adam(.01), DataType.FLOAT, 5, 8);
        var configuration = named.getLayerWiseConfigurations().clone();
        configuration.getConfs().forEach(layer -> layer.getLayer().setLayerName(null));
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return Networks.trained("dense, unnamed", network, Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case settings() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .layer(dense(8).updater(new AMSGrad(.02))
                        .biasUpdater(new Sgd(.3))
                        .l1(1e-4)
                        .l2Bias(1e-3)
                        .build())
                .layer(dense(8).updater(new Nesterovs(new StepSchedule(ScheduleType.ITERATION, .05, .5, 4), .8))
                        .weightDecay(1e-3)
                        .weightNoise(new DropConnect(.8))
                        .build())
                .layer(dense(8).constrainWeights(new MaxNormConstraint(1.5, 1))
                        .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                        .gradientNormalizationThreshold(.3)
                        .hasBias(false)
                        .build())
                .layer(new DropoutLayer(.7))
                .layer(dense(8).updater(new NoOp()).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        network.setEpochCount(2);
        return Networks.trained("dense, settings of layers' own", network, Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case sums() {
        return Networks.trained(
                "dense, not by minibatch",
                Networks.stack(Networks.start(new RmsProp(.005))
                        .dataType(DataType.DOUBLE)
                        .miniBatch(false)
                        .list()
                        .layer(dense(6).build())
                        .layer(dense(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.DOUBLE, 4));
    }

    private static Networks.Case layerNormalized() {
        return Networks.trained(
                "dense, layer-normalized",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(dense(6).hasLayerNorm(true).build())
                        .layer(dense(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    static Networks.Case widths() {
        ListBuilder list =
                Networks.start(new Adam(.01)).activation(Activation.RELU).list();
        for (int width : new int[] {8, 8, 6, 6, 10, 4}) {
            list.layer(dense(width).build());
        }
        return Networks.trained(
                "dense, widths that differ",
                Networks.stack(list.layer(Networks.softmax(3).build()).setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case parametric() {
        return Networks.trained(
                "PReLU",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(dense(6).activation(Activation.IDENTITY).build())
                        .layer(new PReLULayer.Builder().inputShape(6).build())
                        .layer(new ElementWiseMultiplicationLayer.Builder()
                                .nIn(6)
                                .nOut(6)
                                .build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case autoencoder() {
        return Networks.trained(
                "autoencoder",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(new AutoEncoder.Builder().nOut(6).build())
                        .layer(dense(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case variational() {
        return Networks.trained(
                "variational autoencoder",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new VariationalAutoencoder.Builder()
                                .encoderLayerSizes(5)
                                .decoderLayerSizes(5)
                                .reconstructionDistribution(new BernoulliReconstructionDistribution(Activation.SIGMOID))
                                .nOut(3)
                                .build())
                        .layer(dense(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case embeddingOfOne() {
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {12, 1}, 3);
        for (int i = 0; i < 12; i++) {
            batch.getFeatures().putScalar(i, i % 5);
        }
        return Networks.trained(
                "embedding of one",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(new EmbeddingLayer.Builder().nIn(5).nOut(4).build())
                        .layer(dense(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(5))),
                batch);
    }

    private static Networks.Case regression() {
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        return Networks.trained(
                "regression with a loss layer",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(dense(6).build())
                        .layer(dense(6).build())
                        .layer(dense(3).activation(Activation.IDENTITY).build())
                        .layer(new ActivationLayer(Activation.IDENTITY))
                        .layer(new LossLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .build())
                        .setInputType(InputType.feedForward(4))),
                batch);
    }

    private static Networks.Case centerLoss() {
        return Networks.trained(
                "center loss",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(dense(6).build())
                        .layer(new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.feedForward(4))),
                Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case several() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("a", dense(6).build(), "left")
                .addLayer("b", dense(6).build(), "right")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("trunk", dense(8).build(), "both")
                .addLayer("trunk2", dense(8).build(), "trunk")
                .addLayer("trunk3", dense(8).build(), "trunk2")
                .addLayer("class", Networks.softmax(3).build(), "trunk3")
                .addLayer(
                        "value",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "trunk3")
                .setOutputs("class", "value")
                .setInputTypes(InputType.feedForward(4), InputType.feedForward(5))
                .build());
        graph.init();
        DataSet left = Networks.classes(DataType.FLOAT, 4);
        INDArray right = Networks.classes(DataType.FLOAT, 5).getFeatures();
        INDArray value = Networks.classes(DataType.FLOAT, 2).getFeatures();
        MultiDataSet batch =
                new MultiDataSet(new INDArray[] {left.getFeatures(), right}, new INDArray[] {left.getLabels(), value});
        return Networks.trained("graph with two inputs and outputs", graph, batch);
    }

    private static Networks.Case frozenGraph() {
        FrozenLayer ice = new FrozenLayer(dense(6).nIn(4).build());
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .graphBuilder()
                .addInputs("in")
                .addLayer("ice", ice, "in")
                .addLayer("free", dense(6).build(), "ice")
                .addLayer("free2", dense(6).build(), "free")
                .addLayer("out", Networks.softmax(3).build(), "free2")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return Networks.trained("graph with a frozen layer", graph, Networks.classes(DataType.FLOAT, 4));
    }

    private static Networks.Case vertices() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", dense(6).build(), "in")
                .addLayer("b", dense(6).build(), "in")
                .addVertex("stacked", new StackVertex(), "a", "b")
                .addLayer("shared", dense(6).build(), "stacked")
                .addVertex("one", new UnstackVertex(0, 2), "shared")
                .addVertex("two", new UnstackVertex(1, 2), "shared")
                .addVertex("half", new SubsetVertex(0, 2), "one")
                .addVertex("scaled", new ScaleVertex(.5), "two")
                .addVertex("shifted", new ShiftVertex(.1), "scaled")
                .addVertex("unit", new L2NormalizeVertex(), "shifted")
                .addVertex("all", new MergeVertex(), "half", "unit")
                .addLayer("out", Networks.softmax(3).build(), "all")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return Networks.trained("graph with vertices", graph, Networks.classes(DataType.FLOAT, 4));
    }
}
