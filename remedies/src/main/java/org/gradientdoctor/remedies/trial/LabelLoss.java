package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The loss of answers as they are, by the loss functions of one network: no regularization, no activation. */
public final class LabelLoss implements LabelScore {
    private final List<ILossFunction> losses;

    private LabelLoss(List<ILossFunction> losses) {
        this.losses = losses;
    }

    /**
     * Takes the loss functions of a network's outputs.
     *
     * @throws IllegalArgumentException where an output has none
     */
    public static LabelLoss of(Model model) {
        List<ILossFunction> losses = new ArrayList<>();
        for (Layer output : outputs(model)) {
            losses.add(loss(output));
        }
        return new LabelLoss(List.copyOf(losses));
    }

    private static List<Layer> outputs(Model model) {
        if (model instanceof ComputationGraph graph) {
            return graph.getConfiguration().getNetworkOutputs().stream()
                    .map(name -> graph.getVertex(name).getLayer())
                    .toList();
        }
        MultiLayerNetwork stack = (MultiLayerNetwork) model;
        return List.of(stack.getLayer(stack.getnLayers() - 1));
    }

    private static ILossFunction loss(@Nullable Layer output) {
        var configuration = output == null ? null : output.conf().getLayer();
        if (configuration instanceof BaseOutputLayer layer) {
            return layer.getLossFn();
        }
        if (configuration instanceof LossLayer layer) {
            return layer.getLossFn();
        }
        throw new IllegalArgumentException("an output of this network ("
                + (configuration == null ? "a vertex" : configuration.getClass().getSimpleName())
                + ") has no loss function to measure answers by: give the repair plan another metric, such as"
                + " Metric.of(\"name\", model -> ...)");
    }

    /** The mean over examples (and steps), the sum over outputs. */
    @Override
    public double of(Predictions predictions) {
        double sum = 0;
        long rows = 0;
        for (Predictions.Part part : predictions.parts()) {
            for (int output = 0; output < losses.size(); output++) {
                INDArray labels =
                        LabelRows.of(part.labels()[output], part.mask(output)).castTo(DataType.DOUBLE);
                INDArray answers =
                        LabelRows.of(part.answers()[output], part.mask(output)).castTo(DataType.DOUBLE);
                sum += losses.get(output).computeScore(labels, answers, new ActivationIdentity(), null, false);
                rows += output == 0 ? labels.size(0) : 0;
            }
        }
        return sum / rows;
    }
}
