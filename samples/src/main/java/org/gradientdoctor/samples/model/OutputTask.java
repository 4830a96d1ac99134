package org.gradientdoctor.samples.model;

import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.input.Task;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** What a network is to predict, by its output layer. */
final class OutputTask {
    private OutputTask() {}

    /**
     * @param outputs how many numbers the network puts out
     * @param classes how many classes the user says there are
     * @param regression whether the user says that it is numbers
     * @throws BadInput if the output layer is of no kind that is known, or has not that many outputs
     */
    static Task of(Model model, int outputs, OptionalInt classes, boolean regression, String source) {
        BaseLayer layer = outputLayer(model, source);
        ILossFunction loss =
                layer instanceof LossLayer lossLayer ? lossLayer.getLossFn() : ((BaseOutputLayer) layer).getLossFn();
        if (classes.isPresent()) {
            int wanted = classes.getAsInt();
            if (wanted != outputs && !(wanted == 2 && outputs == 1)) {
                throw new BadInput("--classes " + wanted + ": the network has " + outputs
                        + (outputs == 1 ? " output" : " outputs"));
            }
        }
        boolean tellsClasses = classes.isPresent()
                || layer.getActivationFn() instanceof ActivationSoftmax
                || loss instanceof LossMCXENT
                || loss instanceof LossBinaryXENT
                || (outputs == 1 && layer.getActivationFn() instanceof ActivationSigmoid);
        if (regression || !tellsClasses) {
            return new Task.Regression(outputs);
        }
        return outputs == 1 ? new Task.Binary() : new Task.Classes(outputs, loss instanceof LossSparseMCXENT);
    }

    private static BaseLayer outputLayer(Model model, String source) {
        Layer last;
        if (model instanceof ComputationGraph graph) {
            last = graph.getOutputLayer(0);
        } else {
            last = ((MultiLayerNetwork) model).getOutputLayer();
        }
        org.deeplearning4j.nn.conf.layers.Layer layer = last.conf().getLayer();
        if (layer instanceof RnnOutputLayer || !(layer instanceof LossLayer || layer instanceof BaseOutputLayer)) {
            throw new BadInput(source + ": its last layer is a "
                    + layer.getClass().getSimpleName()
                    + "; accepted are OutputLayer and LossLayer, which give one row for one row");
        }
        return (BaseLayer) layer;
    }
}
