package org.gradientdoctor.listeners.capture;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.gradientdoctor.core.reading.LossFamily;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Loss functions of Deeplearning4j: where they are in a configuration, and to which family they belong. */
public final class LossFamilies {

    private LossFamilies() {}

    /** The loss of an output layer's configuration, another listener's tap taken off; null where it has none. */
    public static @Nullable ILossFunction lossOf(Layer configuration) {
        ILossFunction loss = installedLoss(configuration);
        return loss instanceof TappedLoss tapped ? tapped.wrapped() : loss;
    }

    /** The loss as it stands in an output layer's configuration. */
    static @Nullable ILossFunction installedLoss(Layer configuration) {
        if (configuration instanceof BaseOutputLayer output) {
            return output.getLossFn();
        }
        if (configuration instanceof LossLayer output) {
            return output.getLossFn();
        }
        if (configuration instanceof RnnLossLayer output) {
            return output.getLossFn();
        }
        if (configuration instanceof CnnLossLayer output) {
            return output.getLossFn();
        }
        return configuration instanceof Cnn3DLossLayer output ? output.getLossFn() : null;
    }

    /** Replaces the loss of an output layer's configuration. */
    static void setLoss(Layer configuration, ILossFunction loss) {
        if (configuration instanceof BaseOutputLayer output) {
            output.setLossFn(loss);
        } else if (configuration instanceof LossLayer output) {
            output.setLossFn(loss);
        } else if (configuration instanceof RnnLossLayer output) {
            output.setLossFn(loss);
        } else if (configuration instanceof CnnLossLayer output) {
            output.setLossFn(loss);
        } else if (configuration instanceof Cnn3DLossLayer output) {
            output.setLossFn(loss);
        }
    }

    /** Weighted losses and subclasses of the user's own have no known constant answer. */
    public static LossFamily familyOf(@Nullable ILossFunction loss) {
        if (loss == null) {
            return LossFamily.OTHER;
        }
        Class<?> type = loss.getClass();
        if (type == LossMCXENT.class || type == LossNegativeLogLikelihood.class || type == LossSparseMCXENT.class) {
            return ((LossMCXENT) loss).getWeights() == null ? LossFamily.CROSS_ENTROPY : LossFamily.OTHER;
        }
        if (type == LossBinaryXENT.class) {
            return ((LossBinaryXENT) loss).getWeights() == null ? LossFamily.BINARY_CROSS_ENTROPY : LossFamily.OTHER;
        }
        if (type == LossMSE.class || type == LossL2.class) {
            return ((LossL2) loss).getWeights() != null
                    ? LossFamily.OTHER
                    : type == LossMSE.class ? LossFamily.MEAN_SQUARED_ERROR : LossFamily.SQUARED_ERROR;
        }
        if (type == LossMAE.class || type == LossL1.class) {
            return ((LossL1) loss).getWeights() != null
                    ? LossFamily.OTHER
                    : type == LossMAE.class ? LossFamily.MEAN_ABSOLUTE_ERROR : LossFamily.ABSOLUTE_ERROR;
        }
        return LossFamily.OTHER;
    }
}
