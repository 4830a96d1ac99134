package org.gradientdoctor.listeners.capture;

import java.util.Locale;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds out what an activation function does by evaluating it: φ and φ′ on a grid, in double precision, so that
 * parameterized and custom ones are known as well as the built-in ones.
 *
 * <p>A copy of the function is evaluated, as some keep state, and the thread's random state is put back, as some draw
 * random numbers.
 */
final class ActivationScan {

    /** The grid is even in [-LIMIT, LIMIT]; a function's far behavior is read at its ends. */
    private static final double LIMIT = 30;

    private static final int PER_UNIT = 50;
    private static final int POINTS = (int) (2 * LIMIT * PER_UNIT) + 1;

    /** A unit is saturated where its slope is below this share of the largest. */
    private static final double SATURATED = .1;

    private static final double NEARLY_FLAT = .05;

    private ActivationScan() {}

    static ActivationProfile profile(IActivation activation) {
        String name = name(activation);
        if (activation instanceof ActivationSoftmax) {
            // Not element-wise; p (1 - p) on the diagonal of its Jacobian.
            return new ActivationProfile(name, ActivationShape.OTHER, .25, ResponsiveRange.unbounded());
        }
        if (activation instanceof ActivationRReLU randomized) {
            return ofMeanSlope(name, (randomized.getL() + randomized.getU()) / 2);
        }
        return RandomState.preserve(() -> {
            try {
                return scan(name, ActivationCopy.of(activation));
            } catch (RuntimeException unscannable) {
                return new ActivationProfile(name, ActivationShape.OTHER, Double.NaN, ResponsiveRange.unbounded());
            }
        });
    }

    /**
     * Slopes below zero are drawn at random: scanning would draw them anew and show one draw, so the curve is that of
     * their mean, which is what the function is when it does not train.
     */
    private static ActivationProfile ofMeanSlope(String name, double below) {
        double[] value = grid();
        double[] slope = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            slope[i] = value[i] < 0 ? below : 1;
            value[i] *= slope[i];
        }
        return new ActivationProfile(
                name, ActivationShape.RECTIFIER, 1, ResponsiveRange.unbounded(), curve(value, slope));
    }

    private static ActivationCurve curve(double[] value, double[] slope) {
        return new ActivationCurve(-LIMIT, 1.0 / PER_UNIT, value, slope);
    }

    private static double[] grid() {
        double[] z = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            z[i] = (i - POINTS / 2) / (double) PER_UNIT;
        }
        return z;
    }

    private static String name(IActivation activation) {
        String printed = String.valueOf(activation);
        String name = printed.contains("@") ? activation.getClass().getSimpleName() : printed;
        return name.toLowerCase(Locale.ROOT);
    }

    private static ActivationProfile scan(String name, IActivation activation) {
        double[] z = grid();
        double[] value = values(activation, z);
        double[] slope = slopes(activation, z);
        if (!isElementWise(activation, z, value)) {
            return new ActivationProfile(name, ActivationShape.OTHER, Double.NaN, ResponsiveRange.unbounded());
        }
        double largest = 0;
        for (double s : slope) {
            largest = Math.max(largest, Double.isFinite(s) ? Math.abs(s) : 0);
        }
        return new ActivationScan.Curve(value, slope, largest).profile(name, z);
    }

    /** Each element's value must not depend on its neighbors. */
    private static boolean isElementWise(IActivation activation, double[] z, double[] value) {
        for (double at : new double[] {-2.5, -.5, 0, 1, 3}) {
            int i = POINTS / 2 + (int) Math.round(at * PER_UNIT);
            if (Math.abs(values(activation, new double[] {z[i]})[0] - value[i]) > 1e-9) {
                return false;
            }
        }
        return true;
    }

    private static double[] values(IActivation activation, double[] z) {
        return activation.getActivation(row(z), false).toDoubleVector();
    }

    private static double[] slopes(IActivation activation, double[] z) {
        INDArray ones = row(z).assign(1);
        return activation.backprop(row(z), ones).getFirst().toDoubleVector();
    }

    private static INDArray row(double[] z) {
        // Explicitly typed: the default type may be another one.
        return Nd4j.createFromArray(z).castTo(DataType.DOUBLE).reshape(1, z.length);
    }

    /** φ and φ′ on the grid. */
    private record Curve(double[] value, double[] slope, double largest) {

        ActivationProfile profile(String name, double[] z) {
            ActivationShape shape = shape();
            double largestSlope = grows() ? Double.POSITIVE_INFINITY : largest;
            return new ActivationProfile(name, shape, largestSlope, range(shape, z), curve(value, slope));
        }

        private double share(int i) {
            return largest == 0 ? 0 : Math.abs(slope[i]) / largest;
        }

        private boolean grows() {
            return share(POINTS / 2 + (int) (LIMIT / 2 * PER_UNIT)) < .7
                    && share(POINTS - 1) >= .99
                    && share(POINTS / 2) < .5;
        }

        private ActivationShape shape() {
            double left = share(0);
            double right = share(POINTS - 1);
            if (largest == 0 || Double.isNaN(left) || Double.isNaN(right) || grows()) {
                return ActivationShape.OTHER;
            }
            double smallest = 1;
            for (int i = 0; i < POINTS; i++) {
                smallest = Math.min(smallest, share(i));
            }
            if (smallest > .999) {
                return ActivationShape.LINEAR;
            }
            if (left < NEARLY_FLAT && right < NEARLY_FLAT) {
                return ActivationShape.SATURATING;
            }
            return Math.max(left, right) >= .5 ? ActivationShape.RECTIFIER : ActivationShape.OTHER;
        }

        private ResponsiveRange range(ActivationShape shape, double[] z) {
            if (shape != ActivationShape.SATURATING && shape != ActivationShape.RECTIFIER) {
                return ResponsiveRange.unbounded();
            }
            int silent = 0;
            while (silent < POINTS && value[silent] == 0 && slope[silent] == 0) {
                silent++;
            }
            // A kink: silent below, at work right above. Smooth functions that underflow have none.
            boolean kink = silent > 0 && silent < POINTS - 1 && share(silent + 1) >= SATURATED;
            double active = kink ? round(z[silent - 1]) : Double.NEGATIVE_INFINITY;
            int low = 0;
            while (low < POINTS && share(low) < SATURATED) {
                low++;
            }
            int high = POINTS - 1;
            while (high >= low && share(high) < SATURATED) {
                high--;
            }
            // A leak of constant slope is what such a function does below its kink, not saturation.
            boolean leak = low > 1 && slope[0] != 0 && slope[0] == slope[low - 2];
            boolean openLeft = kink || low == 0 || low >= POINTS || leak;
            return new ResponsiveRange(
                    openLeft ? Double.NEGATIVE_INFINITY : z[low],
                    high == POINTS - 1 || low >= POINTS ? Double.POSITIVE_INFINITY : z[high],
                    active);
        }

        private static double round(double z) {
            return Math.abs(z) <= 1.0 / PER_UNIT ? 0 : z;
        }
    }
}
