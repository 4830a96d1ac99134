package org.gradientdoctor.listeners.capture;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of the raw gradient, divided as Deeplearning4j is going to divide it, since the updater then writes over the
 * original. One array, used again at each full reading.
 */
final class RawGradient {
    private @Nullable INDArray copy;
    private @Nullable Elements elements;
    private int offset;

    /** Copies the flat gradient; {@code divisor} is the number of examples, or 1 where the network does not divide. */
    @SuppressWarnings("try") // A scope is all the resource is for.
    void copy(INDArray flat, double divisor) {
        // Outside of any workspace: the copy outlives this callback.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray target = copy;
            if (target == null || target.length() != flat.length() || target.dataType() != flat.dataType()) {
                target = Nd4j.createUninitialized(flat.dataType(), flat.length());
                copy = target;
            }
            target.assign(flat.reshape(flat.length()));
            if (divisor != 1) {
                target.divi(divisor);
            }
            TensorView view = TensorView.of(target);
            elements = view.elements();
            offset = view.offset();
        }
    }

    /** The elements; null before the first copy. */
    @Nullable
    Elements elements() {
        return elements;
    }

    /** Where in the elements the gradient begins. */
    int offset() {
        return offset;
    }

    double get(long index) {
        Elements present = elements;
        return present == null ? Double.NaN : present.get(Math.toIntExact(offset + index));
    }
}
