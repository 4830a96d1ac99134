package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.List;

/**
 * How far the error signal reaches back in time through one recurrent layer: from an error at each example's last step,
 * as much of it as arrives at each step before. A bidirectional layer's second direction runs from the first step on.
 *
 * @param layer the layer's name
 * @param backwards whether it is a bidirectional layer's direction from the last step to the first
 * @param kind the recurrent layer's simple class name: {@code SimpleRnn}, {@code LSTM}
 * @param signal the signal k steps back from the last, k = 0, 1, …, relative to that at the last step of the same
 *     examples, so it begins with 1 (0 where nothing passes even there): a ratio of RMS over examples and units, of δ at
 *     z; for gated layers, whose z are four, of ∂loss/∂input at that step. Examples that have no such step are left out
 * @param spectralRadius spectral radius of the recurrent weights; of gated layers of the candidate's weights
 * @param slope RMS of φ′(z) over steps, units and examples; NaN for gated layers
 * @param forgetGate mean of the forget gate, by which an LSTM's cell hands its error back; NaN where there is none
 * @param onlyAtEnd whether the network's own error arrives at each example's last step and at no other, so that whatever
 *     stands before must be remembered to the end; false where it is not known
 */
public record TimeProfile(
        String layer,
        boolean backwards,
        String kind,
        List<Double> signal,
        double spectralRadius,
        double slope,
        double forgetGate,
        boolean onlyAtEnd)
        implements Serializable {

    public TimeProfile {
        signal = List.copyOf(signal);
    }

    /** Below this share of its start the signal counts as lost. */
    private static final double LOST = .01;

    public int steps() {
        return signal.size();
    }

    /**
     * The factor by which the signal changes with each step back, a geometric mean over all steps that it reaches at
     * all; NaN where there are no two such steps.
     */
    public double decayPerStep() {
        int last = signal.size() - 1;
        while (last > 0 && !(signal.get(last) > 0)) {
            last--;
        }
        return last < 1 || !(signal.get(0) > 0) ? Double.NaN : Math.pow(signal.get(last) / signal.get(0), 1.0 / last);
    }

    /** How many steps back the signal stays above 1 % of its start: at most one fewer than there are steps. */
    public int reach() {
        int reach = 0;
        while (reach + 1 < signal.size() && signal.get(reach + 1) > LOST * signal.get(0)) {
            reach++;
        }
        return reach;
    }

    /** Whether the signal reaches the first step at all, as far as these steps go. */
    public boolean reachesThrough() {
        return reach() == signal.size() - 1;
    }
}
