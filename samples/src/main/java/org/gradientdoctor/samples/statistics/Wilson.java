package org.gradientdoctor.samples.statistics;

import java.util.Locale;

/** A share with its 95 % interval (Wilson 1927), which holds near 1 too, where the usual one has no width. */
public record Wilson(int hits, int all) {
    private static final double Z = 1.959964;

    public double low() {
        return Math.max(0, bound(-1));
    }

    public double high() {
        return Math.min(1, bound(1));
    }

    /** Hits over all; NaN where there are none. */
    public double share() {
        return (double) hits / all;
    }

    private double bound(int side) {
        double share = (double) hits / all;
        double square = Z * Z / all;
        double half = Z * Math.sqrt(share * (1 - share) / all + square / (4 * all));
        return (share + square / 2 + side * half) / (1 + square);
    }

    @Override
    public String toString() {
        if (all == 0) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "%d of %d, %.1f %% (%.1f to %.1f)",
                hits,
                all,
                100.0 * hits / all,
                100 * low(),
                100 * high());
    }
}
