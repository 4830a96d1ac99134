package org.gradientdoctor.samples.faults.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;

/** Picks one of a network's hidden layers. */
final class SingleLayer {
    private static final String WEIGHTS = "W";
    private static final String BIASES = "b";

    private static final int SEVERAL = 3;

    private SingleLayer() {}

    static boolean isOneOfSeveral(Plan plan) {
        return plan.depth >= SEVERAL;
    }

    /** One that has both; normalizations have neither, and wrapped layers call theirs otherwise. */
    static Layer draw(Model network, Random draw) {
        List<Layer> hidden = Arrays.stream(DrawnWeights.layers(network))
                .filter(layer -> !(layer instanceof IOutputLayer))
                .filter(layer -> layer.paramTable().containsKey(WEIGHTS)
                        && layer.paramTable().containsKey(BIASES))
                .toList();
        return hidden.get(draw.nextInt(hidden.size()));
    }

    static void multiplyWeights(Model network, Random draw, double factor) {
        draw(network, draw).getParam(WEIGHTS).muli(factor);
    }

    static void setBiases(Model network, Random draw, double bias) {
        draw(network, draw).getParam(BIASES).assign(bias);
    }
}
