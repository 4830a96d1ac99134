package org.gradientdoctor.samples.faults.cases;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.causes.Orthonormal;
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
                    if (plan.orthogonal) {
                        orthogonalize(parameter.getValue());
                    }
                    parameter.getValue().muli(plan.weightFactor);
                }
            }
        }
    }

    /** Columns, or else rows, orthogonal, and of such length that the output is as large as the input. */
    private static void orthogonalize(INDArray weights) {
        boolean narrowing = weights.size(0) >= weights.size(1);
        INDArray rows = narrowing ? weights.transpose().dup() : weights.dup();
        Orthonormal.rows(rows);
        double widening = (double) weights.size(1) / weights.size(0);
        weights.assign((narrowing ? rows.transpose() : rows).mul(Math.sqrt(Math.max(1, widening))));
    }

    private static boolean isWeight(Layer layer, String parameter) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        boolean normalizes = configuration instanceof org.deeplearning4j.nn.conf.layers.BatchNormalization;
        return !normalizes && configuration.initializer().isWeightParam(configuration, parameter);
    }

    static Layer[] layers(Model network) {
        return network instanceof MultiLayerNetwork stack
                ? stack.getLayers()
                : ((ComputationGraph) network).getLayers();
    }
}
