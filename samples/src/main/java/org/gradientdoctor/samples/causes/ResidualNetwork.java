package org.gradientdoctor.samples.causes;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Blocks of two dense layers beside an identity skip.
 *
 * @param normalized whether each branch ends in batch normalization; where not it ends in zero weights, as Fixup has it
 *     (Zhang et al. 2019)
 */
record ResidualNetwork(
        boolean normalized, int blocks, int width, int inputs, int classes, IUpdater updater, long seed) {
    static ResidualNetwork drawn(Draw draw, boolean normalized) {
        return new ResidualNetwork(
                normalized,
                draw.between(8, 24),
                draw.between(16, 48),
                draw.between(4, 12),
                draw.between(2, 5),
                draw.coin() ? new Adam(1e-3) : new Sgd(.01),
                draw.between(1, 1_000_000));
    }

    ComputationGraph build() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(new WeightInitRelu())
                .updater(updater)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(inputs));
        graph.addLayer("stem", dense(Activation.RELU, new WeightInitRelu()), "in");
        String from = "stem";
        for (int i = 0; i < blocks; i++) {
            from = addBlock(graph, from, i);
        }
        graph.addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build(),
                from);
        ComputationGraph network = new ComputationGraph(graph.setOutputs("out").build());
        network.init();
        return network;
    }

    private String addBlock(GraphBuilder graph, String from, int i) {
        IWeightInit last = normalized ? new WeightInitRelu() : new WeightInitConstant(0);
        graph.addLayer("a" + i, dense(Activation.RELU, new WeightInitRelu()), from);
        graph.addLayer("b" + i, dense(Activation.IDENTITY, last), "a" + i);
        String branch = "b" + i;
        if (normalized) {
            graph.addLayer("n" + i, new BatchNormalization(), branch);
            branch = "n" + i;
        }
        graph.addVertex("sum" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), from, branch);
        return "sum" + i;
    }

    private DenseLayer dense(Activation activation, IWeightInit weights) {
        return new DenseLayer.Builder()
                .nOut(width)
                .weightInit(weights)
                .activation(activation)
                .build();
    }
}
