package org.gradientdoctor.remedies.guard;

import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps one step from being taken. A gradient of zero would not do: momentum, Adam and weight decay move parameters all
 * the same. So the network has, for this one step, an updater that makes an update of zero and touches no state; it stands
 * on the same state array, so that a network saved meanwhile is whole.
 */
final class StepPause {
    private final NetworkState network;
    private @Nullable Updater ofStack;
    private @Nullable ComputationGraphUpdater ofGraph;

    StepPause(NetworkState network) {
        this.network = network;
    }

    boolean isPaused() {
        return ofStack != null || ofGraph != null;
    }

    void pause() {
        if (isPaused()) {
            return;
        }
        if (network.model() instanceof MultiLayerNetwork stack) {
            Updater own = stack.getUpdater();
            stack.setUpdater(new StackAtRest(stack, own.getStateViewArray()));
            ofStack = own;
        } else if (network.model() instanceof ComputationGraph graph) {
            ComputationGraphUpdater own = graph.getUpdater();
            graph.setUpdater(new GraphAtRest(graph, own.getStateViewArray()));
            ofGraph = own;
        }
    }

    /** Gives the network its own updater back, unless somebody has given it another one meanwhile. */
    void resume() {
        if (ofStack != null && network.model() instanceof MultiLayerNetwork stack) {
            if (stack.getUpdater() instanceof StackAtRest) {
                stack.setUpdater(ofStack);
            }
        } else if (ofGraph != null && network.model() instanceof ComputationGraph graph) {
            if (graph.getUpdater() instanceof GraphAtRest) {
                graph.setUpdater(ofGraph);
            }
        }
        ofStack = null;
        ofGraph = null;
    }

    /** An updater of a stack that makes updates of zero. */
    private static final class StackAtRest extends MultiLayerUpdater {
        private static final long serialVersionUID = 1L;

        StackAtRest(MultiLayerNetwork stack, @Nullable INDArray state) {
            super(stack, state);
        }

        @Override
        public synchronized void update(
                Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
            gradient.gradient().assign(0);
        }
    }

    /** An updater of a graph that makes updates of zero. */
    private static final class GraphAtRest extends ComputationGraphUpdater {
        private static final long serialVersionUID = 1L;

        GraphAtRest(ComputationGraph graph, @Nullable INDArray state) {
            super(graph, state);
        }

        @Override
        public synchronized void update(
                Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
            gradient.gradient().assign(0);
        }
    }
}
