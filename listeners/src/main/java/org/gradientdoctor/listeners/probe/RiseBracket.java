package org.gradientdoctor.listeners.probe;

import java.util.function.DoublePredicate;

/**
 * Where along a step the loss begins to rise, in multiples of that step.
 *
 * @param low a factor that does not raise it; 0 where every one tried does
 * @param high the next larger one, which does; positive infinity where none tried does
 */
record RiseBracket(double low, double high) {
    /** Factor between the steps that are tried first. */
    private static final double STRIDE = 4;
    /**
     * The scan begins this far below where it was told that a rise may be expected. Along a parabola that stays above
     * zero the rise comes at up to four times the step that would take all of the loss away were it linear: here where
     * the best step along it takes a sixteenth of the loss. Where it takes less, the scan goes down from here.
     */
    private static final double BELOW = 4;
    /** Strides up or down at most: 4⁹ is 262,144. */
    private static final int STRIDES = 9;
    /** Halvings of the bracket, on a logarithmic axis: 4 is narrowed to 1.4. */
    private static final int HALVINGS = 2;

    /**
     * Scans from below, since the loss need not rise steadily: a step that shoots far across a valley may come out below
     * where it began.
     *
     * @param raises whether the step times this factor raises the loss
     * @param expected about where a rise may be expected
     */
    static RiseBracket search(DoublePredicate raises, double expected) {
        double factor = expected / BELOW;
        if (raises.test(factor)) {
            for (int i = 0; i < STRIDES; i++) {
                factor /= STRIDE;
                if (!raises.test(factor)) {
                    return new RiseBracket(factor, factor * STRIDE).narrowed(raises);
                }
            }
            return new RiseBracket(0, factor);
        }
        for (int i = 0; i < STRIDES; i++) {
            factor *= STRIDE;
            if (raises.test(factor)) {
                return new RiseBracket(factor / STRIDE, factor).narrowed(raises);
            }
        }
        return new RiseBracket(factor, Double.POSITIVE_INFINITY);
    }

    private RiseBracket narrowed(DoublePredicate raises) {
        RiseBracket bracket = this;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(bracket.low * bracket.high);
            bracket =
                    raises.test(middle) ? new RiseBracket(bracket.low, middle) : new RiseBracket(middle, bracket.high);
        }
        return bracket;
    }

    /** Whether a factor that raises the loss was found. */
    boolean found() {
        return high < Double.POSITIVE_INFINITY;
    }

    /** The geometric middle; where every factor raises the loss, the smallest tried. */
    double middle() {
        return low > 0 ? Math.sqrt(low * high) : high;
    }

    /** Factor within which the place is known; infinite where every factor raises the loss. */
    double width() {
        return low > 0 ? high / low : Double.POSITIVE_INFINITY;
    }
}
