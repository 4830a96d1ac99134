package org.gradientdoctor.listeners.probe;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's updater for a copy of a network, in the state of the original's. It does what training does between the
 * gradient and the subtraction: division by the number of examples, clipping, regularization, rates and momentum.
 */
final class OwnUpdater {
    private final Model copy;
    private final BaseMultiLayerUpdater<?> updater;

    /** @param original is not asked to make an updater where it has none yet */
    OwnUpdater(Model original, Model copy) {
        this.copy = copy;
        INDArray state = state(original);
        this.updater = copy instanceof MultiLayerNetwork stack
                ? new MultiLayerUpdater(stack, state)
                : new ComputationGraphUpdater((ComputationGraph) copy, state);
    }

    /** A copy of a network's updater state; null where it has none. */
    static @Nullable INDArray state(Model network) {
        INDArray state;
        if (network instanceof MultiLayerNetwork stack) {
            Updater updater = stack.getUpdater(false);
            state = updater == null ? null : updater.getStateViewArray();
        } else {
            ComputationGraphUpdater updater = ((ComputationGraph) network).getUpdater(false);
            state = updater == null ? null : updater.getStateViewArray();
        }
        return state == null || state.length() == 0 ? null : state.dup();
    }

    /**
     * Turns the gradient in the copy's gradient array into what training would subtract from the parameters, in place.
     *
     * @param gradients the parts of it that the backward pass reached, by {@code key_parameter}; clipping goes by them
     * @param rows number of examples
     */
    void update(Map<String, INDArray> gradients, int rows) {
        Gradient gradient = new DefaultGradient(copy.getGradientsViewArray());
        gradients.forEach(gradient::setGradientFor);
        updater.update(
                gradient,
                BaseOptimizer.getIterationCount(copy),
                BaseOptimizer.getEpochCount(copy),
                rows,
                LayerWorkspaceMgr.noWorkspaces());
    }
}
