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
 * @param signal RMS over examples and units of the signal k steps back from the last, k = 0, 1, …; examples that have
 *     no such step are left out
 * @param spectralRadius spectral radius of the recurrent weights; of gated layers of the candidate's weights
 * @param slope RMS of φ′(z) over steps, units and examples; NaN for gated layers
 * @param forgetGate mean of the forget gate, by which an LSTM's cell hands its error back; NaN where there is none
 */
public record TimeProfile(
        String layer,
        boolean backwards,
        String kind,
        List<Double> signal,
        double spectralRadius,
        double slope,
        double forgetGate)
        implements Serializable {
    /** Share of its start that counts as reaching. */
    public static final double REACHES = .01;

    public TimeProfile {
        signal = List.copyOf(signal);
    }

    public int steps() {
        return signal.size();
    }

    /** Factor by which the signal changes per step back: the geometric mean up to where it is exactly zero; NaN of one step. */
    public double decayPerStep() {
        int last = signal.size() - 1;
        while (last > 0 && !(signal.get(last) > 0)) {
            last--;
        }
        return last < 1 ? Double.NaN : Math.pow(signal.get(last) / signal.get(0), 1.0 / last);
    }

    /** To how many steps back the signal reaches without falling below {@value #REACHES} of its start. */
    public int reach() {
        int lag = 0;
        while (lag + 1 < signal.size() && signal.get(lag + 1) >= REACHES * signal.get(0)) {
            lag++;
        }
        return lag;
    }
}
