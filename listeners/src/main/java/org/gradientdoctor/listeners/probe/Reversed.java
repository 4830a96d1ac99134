package org.gradientdoctor.listeners.probe;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Sequences from their end, padding first, as Deeplearning4j's bidirectional layers hand them to their second direction. */
final class Reversed {
    private Reversed() {}

    /** @param sequence of any rank, its last dimension counting steps */
    static INDArray steps(INDArray sequence) {
        INDArray reversed = sequence.dup('f');
        int last = sequence.rank() - 1;
        long steps = sequence.size(last);
        for (long t = 0; t < steps; t++) {
            reversed.slice(t, last).assign(sequence.slice(steps - 1 - t, last));
        }
        return reversed;
    }
}
