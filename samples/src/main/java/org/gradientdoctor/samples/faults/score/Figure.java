package org.gradientdoctor.samples.faults.score;

import java.util.Locale;
import org.gradientdoctor.samples.statistics.Wilson;

/**
 * A number with its 95 % interval; NaN where there is nothing to count, infinite for a median that was never reached.
 *
 * @param value the number
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Figure(double value, double low, double high) {

    public static Figure of(Wilson share) {
        return share.all() == 0
                ? new Figure(Double.NaN, Double.NaN, Double.NaN)
                : new Figure(share.share(), share.low(), share.high());
    }

    /** As a share: {@code .97 (.93 to .99)}. */
    public String asShare() {
        return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high);
    }

    /** As a number of iterations: {@code 4 (2 to 8)}. */
    public String asCount() {
        return Double.isNaN(value) ? "none" : count(value) + " (" + count(low) + " to " + count(high) + ")";
    }

    private static String count(double number) {
        return Double.isInfinite(number) ? "never" : String.format(Locale.ROOT, "%.0f", number);
    }
}
