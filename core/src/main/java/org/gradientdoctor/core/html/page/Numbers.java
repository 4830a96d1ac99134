package org.gradientdoctor.core.html.page;

import java.util.Locale;

/** Numbers as a page shows them: whole ones as they are, others with four digits, and those not finite by name. */
public final class Numbers {
    /** Whole numbers below are written out. */
    private static final double WRITTEN_OUT = 1e9;

    private Numbers() {}

    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (value == Math.rint(value) && Math.abs(value) < WRITTEN_OUT) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1e-3 && size < 1e5 ? "%.4g" : "%.2e", value);
    }
}
