package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The direction of successive updates, by a fixed random sample of their coordinates: the cosine between two updates,
 * estimated to about 1/√{@value #SIZE}, at the price of as many reads, each of which misses the cache.
 */
final class UpdateSketch {
    static final int SIZE = 64;

    /** Not of consequence, but fixed: two runs are to give the same reading. */
    private static final long SEED = 0x6EAD1E47L;

    private final int[] indices;
    private double[] previous = new double[0];
    private double[] current;
    private boolean finite = true;

    UpdateSketch(FlatLayout layout) {
        this.indices = sample(layout.slots());
        this.current = new double[indices.length];
    }

    private static int[] sample(List<FlatLayout.Slot> slots) {
        long total = slots.stream().mapToLong(FlatLayout.Slot::length).sum();
        List<Long> picked = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (long i = 0; i < Math.min(total, SIZE); i++) {
            picked.add(total <= SIZE ? i : random.nextLong(total));
        }
        return picked.stream()
                .mapToInt(ordinal -> index(slots, ordinal))
                .sorted()
                .toArray();
    }

    private static int index(List<FlatLayout.Slot> slots, long ordinal) {
        long rest = ordinal;
        for (FlatLayout.Slot slot : slots) {
            if (rest < slot.length()) {
                return Math.toIntExact(slot.from() + rest);
            }
            rest -= slot.length();
        }
        throw new IllegalArgumentException("there is no parameter " + ordinal);
    }

    /**
     * Cosine between this update and the last one given; NaN for the first, and where one of them is zero or not finite
     * on the sample.
     */
    double cosine(TensorView update) {
        double[] now = current;
        double dot = 0;
        double square = 0;
        double previousSquare = 0;
        boolean first = previous.length == 0;
        for (int i = 0; i < indices.length; i++) {
            now[i] = update.elements().get(update.offset() + indices[i]);
            square += now[i] * now[i];
            if (!first) {
                dot += now[i] * previous[i];
                previousSquare += previous[i] * previous[i];
            }
        }
        current = first ? new double[indices.length] : previous;
        previous = now;
        finite = Double.isFinite(square);
        double norms = Math.sqrt(square) * Math.sqrt(previousSquare);
        return first || norms == 0 || !Double.isFinite(norms) ? Double.NaN : Math.max(-1, Math.min(1, dot / norms));
    }

    /** Whether the update given last is finite on the sample. */
    boolean isFinite() {
        return finite;
    }
}
