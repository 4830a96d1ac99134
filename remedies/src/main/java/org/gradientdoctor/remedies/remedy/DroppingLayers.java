package org.gradientdoctor.remedies.remedy;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BaseUpsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/**
 * The kinds of layers that drop something of what they read. Deeplearning4j hands the dropout of a configuration to every
 * layer that has none of its own; batch normalization, activation, loss and embedding layers, pooling over one and two
 * dimensions, and all of SameDiff carry it and never apply it; element-wise multiplication applies it to what it has read
 * already.
 */
final class DroppingLayers {
    private static final List<Class<? extends Layer>> KINDS = List.of(
            DropoutLayer.class,
            DenseLayer.class,
            BaseOutputLayer.class,
            ConvolutionLayer.class,
            BaseRecurrentLayer.class,
            BaseUpsamplingLayer.class,
            PReLULayer.class,
            RepeatVector.class,
            SpaceToBatchLayer.class,
            SpaceToDepthLayer.class,
            Subsampling3DLayer.class);

    private DroppingLayers() {}

    @SuppressWarnings("deprecation") // Networks still have it.
    static boolean has(Layer core) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(core)) && !(core instanceof GravesBidirectionalLSTM);
    }
}
