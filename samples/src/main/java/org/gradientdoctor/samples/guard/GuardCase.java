package org.gradientdoctor.samples.guard;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * One training and what goes wrong in it.
 *
 * @param graph whether the network is a {@code ComputationGraph}
 */
record GuardCase(Fault fault, Task task, Updating updating, boolean graph) {

    /** Twenty, in the table's order. */
    static List<GuardCase> all() {
        List<GuardCase> all = new ArrayList<>();
        for (Updating updating : Updating.values()) {
            all.add(new GuardCase(Fault.NAN_BATCH, Task.MOONS, updating, false));
        }
        all.add(new GuardCase(Fault.NAN_BATCH, Task.FRIEDMAN, Updating.ADAM, true));
        for (Fault spike : List.of(Fault.RATE_SPIKE, Fault.LONG_RATE_SPIKE)) {
            all.add(new GuardCase(spike, Task.MOONS, Updating.SGD, false));
            all.add(new GuardCase(spike, Task.MOONS, Updating.MOMENTUM, true));
            all.add(new GuardCase(spike, Task.FRIEDMAN, Updating.MOMENTUM, false));
            all.add(new GuardCase(spike, Task.FRIEDMAN, Updating.ADAM, true));
        }
        for (Updating updating : Updating.values()) {
            all.add(new GuardCase(Fault.LABEL_OUTLIER, Task.FRIEDMAN, updating, false));
        }
        all.add(new GuardCase(Fault.LABEL_OUTLIER, Task.MOONS, Updating.ADAM, true));
        all.add(new GuardCase(Fault.EXPLODING_RNN, Task.SEQUENCE_SUM, Updating.MOMENTUM, false));
        all.add(new GuardCase(Fault.EXPLODING_RNN, Task.SEQUENCE_SUM, Updating.MOMENTUM, true));
        all.add(new GuardCase(Fault.EXPLODING_RNN, Task.SEQUENCE_SUM, Updating.ADAM, false));
        all.add(new GuardCase(Fault.EXPLODING_RNN, Task.SEQUENCE_SUM, Updating.ADAM, true));
        return all;
    }

    /**
     * The network before training.
     *
     * @param faulty whether its rate has the fault, where the fault is one of the rate
     */
    Model network(boolean faulty, long seed) {
        double rate = updating.rate(task);
        IUpdater updater = updating.updater(faulty ? fault.rate(rate) : Fault.steady(rate));
        NeuralNetConfiguration.Builder start = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER);
        List<Layer> layers = new ArrayList<>();
        if (task == Task.SEQUENCE_SUM) {
            layers.add(new LastTimeStep(new SimpleRnn.Builder()
                    .nOut(12)
                    .activation(Activation.LEAKYRELU)
                    .weightInitRecurrent(WeightInit.IDENTITY)
                    .build()));
        } else {
            layers.add(new DenseLayer.Builder().nOut(16).build());
            layers.add(new DenseLayer.Builder().nOut(16).build());
        }
        layers.add(
                task == Task.MOONS
                        ? new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build()
                        : new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build());
        return graph ? graph(start, layers) : stack(start, layers);
    }

    private InputType input() {
        return switch (task) {
            case MOONS -> InputType.feedForward(2);
            case FRIEDMAN -> InputType.feedForward(10);
            case SEQUENCE_SUM -> InputType.recurrent(1, Task.STEPS);
        };
    }

    private Model stack(NeuralNetConfiguration.Builder start, List<Layer> layers) {
        NeuralNetConfiguration.ListBuilder list = start.list();
        layers.forEach(list::layer);
        MultiLayerNetwork stack =
                new MultiLayerNetwork(list.setInputType(input()).build());
        stack.init();
        return stack;
    }

    private Model graph(NeuralNetConfiguration.Builder start, List<Layer> layers) {
        var builder = start.graphBuilder().addInputs("in");
        String before = "in";
        for (int i = 0; i < layers.size(); i++) {
            String name = i == layers.size() - 1 ? "out" : "layer" + i;
            builder.addLayer(name, layers.get(i), before);
            before = name;
        }
        ComputationGraph graph = new ComputationGraph(
                builder.setOutputs("out").setInputTypes(input()).build());
        graph.init();
        return graph;
    }
}
