package org.gradientdoctor.core.signal;

import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.NetworkProfile;

/** A network's longest path as mean-field theory sees it, or why it does not. */
public sealed interface PropagationPath {
    /**
     * The path on which the error signal has the most factors, with the weights, biases and input that this reading found.
     */
    static PropagationPath of(NetworkProfile profile, IterationReading reading) {
        return new PathReader(profile, reading).read();
    }

    /**
     * A stack of layers that theory knows.
     *
     * @param layers those with weights, from input to output, at least two; the last one's activation is left out
     * @param inputMeanSquare mean of x² over all elements of the input
     * @param inputCorrelation E[x·x′]/E[x²] of two examples' inputs, not centered; NaN with fewer than two examples
     */
    record Stack(List<PropagationLayer> layers, double inputMeanSquare, double inputCorrelation)
            implements PropagationPath {
        public Stack {
            layers = List.copyOf(layers);
        }

        /** The signal through this stack. */
        public SignalPropagation propagation() {
            return SignalPropagation.through(layers, inputMeanSquare);
        }
    }

    /**
     * A path with something on it that the theory does not cover, or that was not read.
     *
     * @param reason what, the end of a sentence that begins with "because"
     */
    record Unknown(String reason) implements PropagationPath {}
}
