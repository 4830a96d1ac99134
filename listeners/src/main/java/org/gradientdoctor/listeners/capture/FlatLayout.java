package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where each layer's gradients lie in the flat gradient array; parameters lie in theirs in the same places.
 *
 * <p>Only what is there: frozen layers have no entry in the gradient, and running statistics of batch normalization,
 * which are updates rather than gradients, are listed apart.
 */
final class FlatLayout {

    /**
     * One parameter array.
     *
     * @param bias whether it is a bias (of batch normalization: β) rather than a weight
     */
    record Slot(int layer, String name, boolean bias, long from, long length) {}

    /** Adjacent slots of one layer, as one view that BLAS can read at once. */
    record Run(int layer, INDArray view, long from, long length) {}

    private final INDArray flat;
    private final INDArray line;
    private final int entries;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Slot> statistics = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private boolean complete = true;

    /** @param gradients by {@code key_name}, views of the network's flat gradient array */
    FlatLayout(WatchedNetwork network, Map<String, INDArray> gradients) {
        this.flat = network.flatGradient();
        this.line = flat.reshape(flat.length());
        this.entries = gradients.size();
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            LayerAnatomy anatomy = layer.anatomy();
            if (anatomy == null) {
                complete &= layer.profile().parameters() == 0;
                continue;
            }
            for (String name : anatomy.running().paramTable().keySet()) {
                INDArray gradient = gradients.get(layer.key() + "_" + name);
                if (gradient != null) {
                    add(i, anatomy, name, gradient);
                }
            }
        }
        joinRuns();
    }

    private void add(int layer, LayerAnatomy anatomy, String name, INDArray gradient) {
        // Views share the allocation's address and differ by their offsets.
        boolean inside = gradient.data().address() == flat.data().address();
        long from = gradient.offset() - flat.offset();
        if (!inside || from < 0 || from + gradient.length() > flat.length()) {
            complete = false;
            return;
        }
        Layer configuration = anatomy.configuration();
        Slot slot = new Slot(layer, name, isBias(configuration, name), from, gradient.length());
        boolean isGradient = anatomy.running().updaterDivideByMinibatch(name);
        (isGradient ? slots : statistics).add(slot);
    }

    /** Batch normalization calls neither of its parameters a bias; β is one. */
    static boolean isBias(Layer configuration, String name) {
        return configuration.initializer().isBiasParam(configuration, name)
                || name.equals(BatchNormalizationParamInitializer.BETA);
    }

    private void joinRuns() {
        List<Slot> sorted = new ArrayList<>(slots);
        sorted.sort((a, b) -> Long.compare(a.from(), b.from()));
        for (int i = 0; i < sorted.size(); ) {
            Slot first = sorted.get(i);
            long to = first.from() + first.length();
            for (i++; i < sorted.size(); i++) {
                Slot next = sorted.get(i);
                if (next.layer() != first.layer() || next.from() != to) {
                    break;
                }
                to += next.length();
            }
            runs.add(new Run(
                    first.layer(), line.get(NDArrayIndex.interval(first.from(), to)), first.from(), to - first.from()));
        }
    }

    /** Whether it still describes the network: the same array with as many entries. */
    @SuppressWarnings("ReferenceEquality") // Another array of equal content lies elsewhere.
    boolean describes(WatchedNetwork network, Map<String, INDArray> gradients) {
        return flat == network.flatGradient() && entries == gradients.size();
    }

    /** Whether these gradients lie in the array described here, or there are none. */
    boolean holds(Map<String, INDArray> gradients) {
        return gradients.values().stream()
                .allMatch(gradient -> gradient == null
                        || gradient.data().address() == flat.data().address());
    }

    INDArray flat() {
        return flat;
    }

    /** The same memory as a vector. */
    INDArray line() {
        return line;
    }

    /** A slot as a vector. */
    INDArray view(Slot slot) {
        return line.get(NDArrayIndex.interval(slot.from(), slot.from() + slot.length()));
    }

    /** Gradients, layer by layer. */
    List<Slot> slots() {
        return slots;
    }

    /** Running statistics that lie among the gradients. */
    List<Slot> statistics() {
        return statistics;
    }

    List<Run> runs() {
        return runs;
    }

    /** Whether every parameter of the network was found. */
    boolean isComplete() {
        return complete;
    }
}
