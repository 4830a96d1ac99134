package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;

/**
 * What an activation function can answer.
 *
 * @param low the lowest answer; negative infinity for none
 * @param high the highest
 */
record OutputRange(double low, double high) {
    /** Far enough out for any activation function to be flat that ever is. */
    private static final double FAR = 29;
    /** Slopes below this are flat; softsign, the slowest, has .0011 out there. */
    private static final double FLAT = 2e-3;

    static OutputRange of(ActivationProfile activation) {
        if (activation.name().equals("softmax")) {
            return new OutputRange(0, 1);
        }
        ActivationCurve curve = activation.curve();
        if (curve == null) {
            return new OutputRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double left = end(curve, -FAR);
        double right = end(curve, FAR);
        // Swish and its kin dip below both of their ends. Adding zero leaves no negative one to be printed.
        return new OutputRange(
                Math.min(curve.lowest(), Math.min(left, right)) + 0.0,
                Math.max(curve.highest(), Math.max(left, right)) + 0.0);
    }

    private static double end(ActivationCurve curve, double at) {
        boolean flat = Math.abs(curve.slope(at)) < FLAT;
        // softsign and its kin come near their limit slowly: rounded, it is a whole number.
        double value = curve.value(at);
        double limit = Math.abs(value - Math.rint(value)) < .05 ? Math.rint(value) : value;
        return flat ? limit : Math.signum(curve.slope(at)) * at * Double.POSITIVE_INFINITY;
    }

    /** Whether answers may lie outside {@code from … to}. */
    boolean mayLeave(double from, double to) {
        return low < from || high > to;
    }

    /** Whether labels from … to lie outside what can be answered, by more than a share of its width. */
    boolean exceeds(double from, double to, double slack) {
        double tolerated = Double.isInfinite(high - low) ? slack * (to - from) : slack * (high - low);
        return from < low - tolerated || to > high + tolerated;
    }

    /** Whether no label from … to can be answered. */
    boolean missesAll(double from, double to) {
        return from > high || to < low;
    }

    @Override
    public String toString() {
        return Double.isInfinite(high)
                ? "from " + Figures.of(low) + " up"
                : Double.isInfinite(low)
                        ? "up to " + Figures.of(high)
                        : "between " + Figures.of(low) + " and " + Figures.of(high);
    }
}
