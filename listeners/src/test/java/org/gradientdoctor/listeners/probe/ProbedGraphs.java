package org.gradientdoctor.listeners.probe;

import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.Samples.batch;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.Samples.mask;
import static org.gradientdoctor.listeners.probe.Samples.masked;
import static org.gradientdoctor.listeners.probe.Samples.sequenceLabels;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Graphs of each kind, in double precision. */
final class ProbedGraphs {
    private ProbedGraphs() {}

    static List<ProbedKind> all() {
        return List.of(
                kind(
                        "residual graph with batch normalization and dropout",
                        batch(gaussian(1, ROWS, 5), labels()),
                        graph -> graph.addInputs("in")
                                .addLayer("first", dense(5, 6, Activation.TANH), "in")
                                .addLayer(
                                        "norm",
                                        new BatchNormalization.Builder()
                                                .nIn(6)
                                                .nOut(6)
                                                .build(),
                                        "first")
                                .addLayer(
                                        "branch",
                                        new DenseLayer.Builder()
                                                .nIn(6)
                                                .nOut(6)
                                                .dropOut(.7)
                                                .activation(Activation.ELU)
                                                .build(),
                                        "norm")
                                .addVertex("sum", new ElementWiseVertex(Op.Add), "first", "branch")
                                .addLayer("out", output(6), "sum")
                                .setOutputs("out")),
                kind(
                        "merge, subset, scale and shift",
                        batch(gaussian(1, ROWS, 5), labels()),
                        graph -> graph.addInputs("in")
                                .addLayer("a", dense(5, 4, Activation.TANH), "in")
                                .addLayer("b", dense(5, 3, Activation.SIGMOID), "in")
                                .addVertex("merged", new MergeVertex(), "a", "b")
                                .addVertex("part", new SubsetVertex(2, 5), "merged")
                                .addVertex("scaled", new ScaleVertex(1.7), "part")
                                .addVertex("shifted", new ShiftVertex(.3), "scaled")
                                .addLayer("c", dense(4, 4, Activation.SOFTPLUS), "shifted")
                                .addVertex("again", new MergeVertex(), "c", "b")
                                .addLayer("out", output(7), "again")
                                .setOutputs("out")),
                kind(
                        "element-wise operations and normalized length",
                        batch(gaussian(1, ROWS, 5), labels()),
                        graph -> graph.addInputs("in")
                                .addLayer("a", dense(5, 4, Activation.TANH), "in")
                                .addLayer("b", dense(5, 4, Activation.SIGMOID), "in")
                                .addVertex("product", new ElementWiseVertex(Op.Product), "a", "b")
                                .addVertex("difference", new ElementWiseVertex(Op.Subtract), "a", "b")
                                .addVertex("larger", new ElementWiseVertex(Op.Max), "product", "difference")
                                .addVertex("mean", new ElementWiseVertex(Op.Average), "larger", "a", "b")
                                .addVertex("unit", new L2NormalizeVertex(), "mean")
                                .addLayer("out", output(4), "unit")
                                .setOutputs("out")),
                kind(
                        "two inputs and two outputs",
                        new MultiDataSet(
                                new INDArray[] {gaussian(1, ROWS, 5), gaussian(2, ROWS, 2)},
                                new INDArray[] {labels(), gaussian(3, ROWS, 2)}),
                        graph -> graph.addInputs("x", "y")
                                .addLayer("a", dense(5, 4, Activation.TANH), "x")
                                .addLayer("b", dense(2, 3, Activation.TANH), "y")
                                .addVertex("merged", new MergeVertex(), "a", "b")
                                .addLayer("shared", dense(7, 4, Activation.SIGMOID), "merged")
                                .addLayer("classes", output(4), "shared")
                                .addLayer(
                                        "values",
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .nIn(4)
                                                .nOut(2)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "shared")
                                .setOutputs("classes", "values")),
                kind(
                        "sequence to vector and back, with masks",
                        masked(gaussian(1, ROWS, 3, STEPS), sequenceLabels(), mask(), mask()),
                        graph -> graph.addInputs("in")
                                .addLayer("read", lstm(3, 4), "in")
                                .addVertex("last", new LastTimeStepVertex("in"), "read")
                                .addVertex("repeated", new DuplicateToTimeSeriesVertex("in"), "last")
                                .addVertex("reversed", new ReverseTimeSeriesVertex("in"), "read")
                                .addVertex("merged", new MergeVertex(), "repeated", "reversed")
                                .addLayer("write", lstm(8, 4), "merged")
                                .addLayer(
                                        "out",
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .nIn(4)
                                                .nOut(CLASSES)
                                                .dataFormat(RNNFormat.NCW)
                                                .activation(Activation.SOFTMAX)
                                                .build(),
                                        "write")
                                .setOutputs("out")),
                kind(
                        "stacked, unstacked and reshaped",
                        batch(gaussian(1, ROWS, 5), labels()),
                        graph -> graph.addInputs("in")
                                .addLayer("a", dense(5, 4, Activation.TANH), "in")
                                .addLayer("b", dense(5, 4, Activation.SIGMOID), "in")
                                .addVertex("stacked", new StackVertex(), "a", "b")
                                .addLayer("shared", dense(4, 4, Activation.TANH), "stacked")
                                .addVertex("upper", new UnstackVertex(0, 2), "shared")
                                .addVertex("lower", new UnstackVertex(1, 2), "shared")
                                .addVertex("merged", new MergeVertex(), "upper", "lower")
                                .addVertex("shaped", new ReshapeVertex(-1, 8), "merged")
                                .addLayer("out", output(8), "shaped")
                                .setOutputs("out")));
    }

    private static ProbedKind kind(String name, MultiDataSet batch, UnaryOperator<GraphBuilder> build) {
        return new ProbedKind(
                name,
                () -> {
                    ComputationGraph graph = new ComputationGraph(build.apply(new NeuralNetConfiguration.Builder()
                                    .seed(12345)
                                    .updater(new Sgd(.1))
                                    .l2(.01)
                                    .dataType(DataType.DOUBLE)
                                    .graphBuilder())
                            .build());
                    graph.init();
                    ProbedStacks.spread(graph);
                    return graph;
                },
                () -> batch);
    }

    private static DenseLayer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    private static LSTM lstm(int in, int out) {
        return new LSTM.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
