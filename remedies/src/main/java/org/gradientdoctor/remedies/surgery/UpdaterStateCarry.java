package org.gradientdoctor.remedies.surgery;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Carries the updater's state (momenta, second moments) parameter by parameter.
 *
 * <p>Deeplearning4j joins neighboring parameters with equal updaters into blocks. The state of a block of p parameters
 * has k·p numbers: the first kind of state of all its parameters, then the second, and so on. A new rate in one layer
 * splits blocks, so that the flat array of the old network does not fit the new one.
 */
final class UpdaterStateCarry {
    private UpdaterStateCarry() {}

    /**
     * Copies the state of every parameter that both have, but for those layers and where the kind of updater changed:
     * these start anew. Nothing is created in the source; where it was never trained there is nothing to carry.
     */
    static void carry(Model from, Model to, Set<String> except) {
        BaseMultiLayerUpdater<?> source = updater(from, false);
        if (source == null || source.getStateViewArray() == null) {
            return;
        }
        BaseMultiLayerUpdater<?> target = updater(to, true);
        if (target == null || target.getStateViewArray() == null) {
            return;
        }
        Map<String, Slot> carried = slots(from, source, except);
        slots(to, target, except).forEach((key, slot) -> {
            Slot old = carried.get(key);
            if (old != null) {
                slot.copyFrom(old);
            }
        });
    }

    private static @Nullable BaseMultiLayerUpdater<?> updater(Model model, boolean create) {
        Updater updater = null;
        if (model instanceof MultiLayerNetwork stack) {
            updater = stack.getUpdater(create);
        } else if (model instanceof ComputationGraph graph) {
            updater = graph.getUpdater(create);
        }
        return updater instanceof BaseMultiLayerUpdater<?> blocks ? blocks : null;
    }

    private static Map<String, Slot> slots(Model model, BaseMultiLayerUpdater<?> updater, Set<String> except) {
        Map<Trainable, String> names = new IdentityHashMap<>();
        Holders.of(model).forEach((name, holder) -> names.put(holder, name));
        Map<String, Slot> slots = new HashMap<>();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            for (ParamState state : block.getLayersAndVariablesInBlock()) {
                String layer = names.get(state.getLayer());
                if (layer != null && !except.contains(layer) && block.getUpdaterView() != null) {
                    slots.put(layer + "\n" + state.getParamName(), new Slot(block, state));
                }
            }
        }
        return slots;
    }

    /** Where the state of one parameter lies. */
    private record Slot(UpdaterBlock block, ParamState state) {
        int length() {
            return state.getParamOffsetEnd() - state.getParamOffsetStart();
        }

        int kinds() {
            return (int) (block.getUpdaterView().length() / blockLength());
        }

        private int blockLength() {
            return block.getParamOffsetEnd() - block.getParamOffsetStart();
        }

        private IUpdater updater() {
            return state.getLayer().getConfig().getUpdaterByParam(state.getParamName());
        }

        private INDArray part(int kind) {
            INDArray view = block.getUpdaterView();
            int start = kind * blockLength() + state.getParamOffsetStart() - block.getParamOffsetStart();
            return view.reshape(view.length()).get(NDArrayIndex.interval(start, start + length()));
        }

        void copyFrom(Slot old) {
            boolean sameKind = updater().getClass() == old.updater().getClass();
            if (sameKind && length() == old.length() && kinds() == old.kinds()) {
                for (int kind = 0; kind < kinds(); kind++) {
                    part(kind).assign(old.part(kind));
                }
            }
        }
    }
}
