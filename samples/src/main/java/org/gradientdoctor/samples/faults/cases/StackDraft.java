package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
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
        layer.setActivationFn(Configurations.inner(plan));
        if (plan.dropOut > 0 && hidden > 0) {
            // Deeplearning4j takes the share that is kept, and drops what the layer is given.
            layer.setIDropout(new Dropout(1 - plan.dropOut));
        }
        add(layer);
        if (plan.normalized) {
            add(new BatchNormalization());
            add(new ActivationLayer(plan.activation));
        }
        hidden++;
        return this;
    }

    /** Adds a layer as it is, frozen if it is among the lowest. */
    StackDraft add(Layer layer) {
        list.layer(hidden < plan.frozen ? new FrozenLayer(layer) : layer);
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
