package org.gradientdoctor.remedies.remedy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;

/** Numbers for people. */
public final class Figure {
    private Figure() {}

    /** Three significant digits at most, without trailing zeros: {@code 0.01}, {@code 2E-7}, {@code 12.3}. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        double magnitude = Math.abs(value);
        return value == 0 || (magnitude >= 1e-4 && magnitude < 1e5) ? rounded.toPlainString() : rounded.toString();
    }

    /** The least and the largest of some values, one where they are the same: {@code 0.5 to 2}. */
    static String range(Collection<Double> values) {
        double least = Collections.min(values);
        double most = Collections.max(values);
        return of(least) + (least == most ? "" : " to " + of(most));
    }
}
