package org.gradientdoctor.samples.faults.cases;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes a network's weights after they are drawn, as its plan says. */
final class DrawnWeights {
    private static final double EQUAL = .1;

    private DrawnWeights() {}

    static void adjust(Plan plan, Model network) {
        for (Layer layer : layers(network)) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                if (!isWeight(layer, parameter.getKey())) {
                    continue;
                }
                if (plan.equalWeights) {
                    parameter.getValue().assign(EQUAL);
                } else if (!(layer instanceof IOutputLayer)) {
                    parameter.getValue().muli(plan.weightFactor);
                }
            }
        }
    }

    private static boolean isWeight(Layer layer, String parameter) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        boolean normalizes = configuration instanceof org.deeplearning4j.nn.conf.layers.BatchNormalization;
        return !normalizes && configuration.initializer().isWeightParam(configuration, parameter);
    }

    private static Layer[] layers(Model network) {
        return network instanceof MultiLayerNetwork stack
                ? stack.getLayers()
                : ((ComputationGraph) network).getLayers();
    }
}
