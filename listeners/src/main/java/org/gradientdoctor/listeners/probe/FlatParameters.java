package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where each parameter lies in a network's flat array; gradients and updates lie in theirs in the same places. */
final class FlatParameters {

    /**
     * One parameter array.
     *
     * @param values a view of the flat parameters, in the parameter's own shape
     * @param statistic whether it is a running statistic of batch normalization, which has an update but no gradient
     */
    record Slot(Trainable owner, String name, INDArray values, boolean statistic, long from, long to) {}

    private final List<Slot> slots = new ArrayList<>();

    FlatParameters(Model network) {
        long start = network.params().offset();
        Trainable[] owners = network instanceof MultiLayerNetwork stack
                ? stack.getLayers()
                : ((ComputationGraph) network).getVertices();
        for (Trainable owner : owners) {
            if (owner.numParams() > 0) {
                owner.paramTable(false).forEach((name, values) -> {
                    long from = values.offset() - start;
                    boolean statistic = !owner.updaterDivideByMinibatch(name);
                    slots.add(new Slot(owner, name, values, statistic, from, from + values.length()));
                });
            }
        }
    }

    List<Slot> slots() {
        return slots;
    }

    /** Sets a flat array to zero where running statistics lie. */
    void clearStatistics(INDArray flat) {
        for (Slot slot : slots) {
            if (slot.statistic()) {
                view(flat, slot).assign(0);
            }
        }
    }

    /** A parameter's part of a flat array, as a vector. */
    static INDArray view(INDArray flat, Slot slot) {
        return flat.reshape(flat.length()).get(NDArrayIndex.interval(slot.from(), slot.to()));
    }
}
