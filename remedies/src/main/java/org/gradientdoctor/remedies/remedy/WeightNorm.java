package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/**
 * The norm of what leads into a unit, limited by Deeplearning4j's own constraint, which acts after each update.
 *
 * <p>Weights are {@code [inputs, outputs]} in dense and recurrent layers, {@code [outputs, inputs, height, width]} in
 * convolutional ones; the norm is taken over all but the outputs. (Deeplearning4j's Javadoc names dimension 1 for dense
 * layers, which would limit what leads out of an input.)
 */
final class WeightNorm {
    private static final int[] DENSE = {0};
    private static final int[] CONVOLUTIONAL = {1, 2, 3};

    private WeightNorm() {}

    static boolean canLimit(LayerDraft layer) {
        return layer.hasParameters() && layer.cores().stream().allMatch(core -> dimensions(core).length > 0);
    }

    private static int[] dimensions(Layer core) {
        // Subclasses of convolution order their weights in ways of their own; over one dimension the shape says
        // [outputs, inputs, width, 1], and what is computed with is the same numbers read as [width, inputs, outputs].
        if (core.getClass() == ConvolutionLayer.class) {
            return CONVOLUTIONAL;
        }
        return core instanceof DenseLayer || core instanceof BaseOutputLayer || core instanceof BaseRecurrentLayer
                ? DENSE
                : new int[0];
    }

    /** Limits it; another limit on the same layer goes, other constraints stay. */
    static void limit(LayerDraft layer, double norm) {
        for (Layer core : layer.cores()) {
            // A plain hash set, as JSON gives it back: the same limit set again is then the same text.
            Set<String> weights = new HashSet<>(core.initializer().weightKeys(core));
            // The gain of layer normalization counts as a weight and leads into no unit.
            weights.remove(DefaultParamInitializer.GAIN_KEY);
            List<LayerConstraint> constraints = new ArrayList<>();
            if (core.getConstraints() != null) {
                core.getConstraints().stream()
                        .filter(constraint -> !(constraint instanceof MaxNormConstraint))
                        .forEach(constraints::add);
            }
            constraints.add(new MaxNormConstraint(norm, weights, dimensions(core)));
            core.setConstraints(constraints);
        }
    }
}
