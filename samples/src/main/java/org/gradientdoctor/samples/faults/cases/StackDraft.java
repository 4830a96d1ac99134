package org.gradientdoctor.samples.faults.cases;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A stack in the making, with what a plan says of every layer. */
final class StackDraft {
    private final Plan plan;
    private final NeuralNetConfiguration.ListBuilder list;
    private int hidden;

    StackDraft(Plan plan, long seed) {
        this.plan = plan;
        this.list = Configurations.common(plan, seed).list();
    }

    /** Adds a layer with weights, normalized, dropped and frozen as the plan has it. */
    StackDraft hidden(FeedForwardLayer layer) {
        return hidden(layer, same -> same);
    }

    /** The same with the layer put into another one. */
    StackDraft hidden(FeedForwardLayer layer, Function<Layer, Layer> wrapper) {
        Configurations.hidden(plan, layer, hidden);
        add(wrapper.apply(layer));
        if (plan.normalized) {
            add(new BatchNormalization());
            add(new ActivationLayer(plan.activation));
        }
        hidden++;
        return this;
    }

    /** Adds a layer as it is, frozen if it is among the lowest. */
    StackDraft add(Layer layer) {
        list.layer(Configurations.frozen(plan, layer, hidden));
        return this;
    }

    /** Adds the last layer and builds. */
    MultiLayerNetwork end(Layer output, InputType input) {
        list.layer(output);
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(input).validateOutputLayerConfig(false).build());
        network.init();
        return network;
    }
}
