package org.gradientdoctor.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The gradient of the score as Deeplearning4j reports it, regularization terms included, of the gradient its backward pass
 * leaves: summed over examples and without those terms.
 */
final class ScoreGradient {
    private ScoreGradient() {}

    /**
     * @param network whose parameters are those of the pass
     * @param raw flat, as a backward pass left it; it is written over
     * @param rows number of examples
     * @return the same array, zero for running statistics
     */
    static INDArray of(Model network, FlatParameters parameters, INDArray raw, int rows) {
        if (network.conf().isMiniBatch()) {
            raw.divi(rows);
        }
        parameters.clearStatistics(raw);
        int iteration = BaseOptimizer.getIterationCount(network);
        int epoch = BaseOptimizer.getEpochCount(network);
        for (FlatParameters.Slot slot : parameters.slots()) {
            List<Regularization> terms = slot.owner().getConfig().getRegularizationByParam(slot.name());
            if (terms != null && !terms.isEmpty()) {
                INDArray gradient = FlatParameters.view(raw, slot);
                INDArray values = FlatParameters.view(network.params(), slot);
                // At a rate of 1 what a term adds to an update is its own gradient, weight decay's as well.
                terms.forEach(term -> term.apply(values, gradient, 1, iteration, epoch));
            }
        }
        return raw;
    }
}
