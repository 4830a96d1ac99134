package org.gradientdoctor.listeners.capture;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The part of the score that is regularization, as Deeplearning4j's own {@code calcRegularizationScore} has it, but by
 * BLAS: the reductions it uses cost ten times as much, at each iteration.
 */
final class RegularizationTerm {

    /** Zero where nothing is regularized. */
    double of(WatchedNetwork network) {
        double sum = 0;
        for (WatchedLayer layer : network.layers()) {
            LayerAnatomy anatomy = layer.anatomy();
            if (anatomy != null && !anatomy.frozen() && !isFree(anatomy)) {
                sum += of(anatomy, network.iteration(), network.epoch());
            }
        }
        return sum;
    }

    /** Plain layers without any term, the common case, settled without a look at each parameter. */
    private static boolean isFree(LayerAnatomy layer) {
        return layer.configuration() instanceof BaseLayer base
                && (base.getRegularization() == null || base.getRegularization().isEmpty())
                && (base.getRegularizationBias() == null
                        || base.getRegularizationBias().isEmpty());
    }

    private static double of(LayerAnatomy layer, int iteration, int epoch) {
        if (!(layer.running() instanceof org.deeplearning4j.nn.layers.BaseLayer<?>)) {
            // Variational autoencoders, SameDiff layers and others count by rules of their own.
            return layer.running().calcRegularizationScore(true);
        }
        double sum = 0;
        for (Map.Entry<String, INDArray> parameter :
                layer.running().paramTable().entrySet()) {
            List<Regularization> terms = layer.configuration().getRegularizationByParam(parameter.getKey());
            if (terms != null) {
                for (Regularization term : terms) {
                    sum += of(term, parameter.getValue(), iteration, epoch);
                }
            }
        }
        return sum;
    }

    private static double of(Regularization term, INDArray values, int iteration, int epoch) {
        boolean blas = values.dataType() != DataType.FLOAT16 && values.elementWiseStride() > 0;
        Level1 level1 = Nd4j.getBlasWrapper().level1();
        if (blas && term instanceof L2Regularization l2) {
            double norm = level1.nrm2(values);
            return l2.getL2().valueAt(iteration, epoch) * .5 * norm * norm;
        }
        if (blas && term instanceof L1Regularization l1) {
            return l1.getL1().valueAt(iteration, epoch) * level1.asum(values);
        }
        return term.score(values, iteration, epoch);
    }
}
