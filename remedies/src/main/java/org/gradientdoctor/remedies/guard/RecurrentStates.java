package org.gradientdoctor.remedies.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What recurrent layers carry from one segment of a sequence to the next in truncated back-propagation through time. A
 * segment whose step is not taken must not hand on what it computed.
 */
final class RecurrentStates {
    private final List<RecurrentLayer> layers = new ArrayList<>();
    private long sequence;

    /**
     * @param all the network's layers; those that Deeplearning4j carries no state for are passed over
     * @param truncated whether the network is trained on segments
     */
    RecurrentStates(Layer[] all, boolean truncated) {
        if (truncated) {
            for (Layer layer : all) {
                if (layer instanceof BaseRecurrentLayer<?> recurrent) {
                    layers.add(recurrent);
                }
            }
        }
    }

    /** Called before each step: a segment that nothing was handed to begins a sequence. */
    void beforeStep() {
        if (!layers.isEmpty()
                && layers.stream().allMatch(layer -> layer.rnnGetPreviousState().isEmpty())) {
            sequence++;
        }
    }

    /** The number of the sequence that is read. */
    long sequence() {
        return sequence;
    }

    /** Copies of what the segment just read would hand on; nothing where that is not finite. */
    List<Map<String, INDArray>> copies() {
        List<Map<String, INDArray>> copies = new ArrayList<>();
        for (RecurrentLayer layer : layers) {
            Map<String, INDArray> copy = new HashMap<>();
            layer.rnnGetTBPTTState().forEach((key, state) -> copy.put(key, state.dup()));
            copies.add(copy.values().stream().allMatch(NetworkState::isFinite) ? copy : Map.of());
        }
        return copies;
    }

    /** Hands on what came in, as if the segment had not been there; nothing where that is not finite. */
    void passOver() {
        for (RecurrentLayer layer : layers) {
            Map<String, INDArray> before = layer.rnnGetPreviousState();
            boolean finite = before.values().stream().allMatch(NetworkState::isFinite);
            layer.rnnSetTBPTTState(finite ? before : Map.of());
        }
    }

    /** Hands on copies that were taken in this sequence; of another one, nothing. */
    void putBack(List<Map<String, INDArray>> copies, long ofSequence) {
        for (int i = 0; i < layers.size(); i++) {
            Map<String, INDArray> state = new HashMap<>();
            if (ofSequence == sequence && i < copies.size()) {
                copies.get(i).forEach((key, array) -> state.put(key, array.dup()));
            }
            layers.get(i).rnnSetTBPTTState(state);
        }
    }
}
