package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Classification of a sequence: symbols are shown, then blanks, then a signal, upon which the symbols are to be said
 * again in their order (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio 2016).
 *
 * <p>With K symbols, L of them shown, and a delay of T, a sequence has T + 2L steps: L symbols, T − 1 blanks, the
 * signal, L blanks. The answer is T + L blanks, then the L symbols. Who remembers nothing reaches a cross-entropy of
 * L ln K a sequence. The source has K = 8 and L = 10.
 */
public final class CopyMemory {
    private CopyMemory() {}

    /**
     * @param symbols how many kinds there are, K
     * @param length how many are shown, L
     * @param delay steps between the last one shown and the first one asked for, T; at least 1
     * @return features one-hot {@code [examples, K + 2, T + 2L]}, the last two for blank and signal; labels one-hot
     *     {@code [examples, K + 1, T + 2L]}, the last one for blank
     */
    public static DataSet draw(int examples, int symbols, int length, int delay, long seed) {
        Rows.require(examples, 1);
        Random random = new Random(seed);
        int steps = delay + 2 * length;
        int blank = symbols;
        int signal = symbols + 1;
        float[] features = new float[examples * (symbols + 2) * steps];
        float[] labels = new float[examples * (symbols + 1) * steps];
        for (int e = 0; e < examples; e++) {
            int shownAt = e * (symbols + 2) * steps;
            int askedAt = e * (symbols + 1) * steps;
            for (int t = 0; t < delay + length; t++) {
                labels[askedAt + blank * steps + t] = 1;
            }
            for (int t = length; t < steps; t++) {
                int shown = t == length + delay - 1 ? signal : blank;
                features[shownAt + shown * steps + t] = 1;
            }
            for (int t = 0; t < length; t++) {
                int symbol = random.nextInt(symbols);
                features[shownAt + symbol * steps + t] = 1;
                labels[askedAt + symbol * steps + delay + length + t] = 1;
            }
        }
        return new DataSet(
                Rows.of(features, examples, symbols + 2, steps), Rows.of(labels, examples, symbols + 1, steps));
    }
}
