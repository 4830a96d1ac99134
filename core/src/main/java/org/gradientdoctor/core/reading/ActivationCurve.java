package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An element-wise activation function φ with its slope φ′, sampled on an even grid; between samples by cubic Hermite
 * interpolation, beyond the grid straight on. Kinks lie on grid points; there the slope jumps, and the cells on both
 * sides keep their own slopes. Where φ itself jumps between two grid points, it does so right after the first.
 */
public final class ActivationCurve implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far a change of slope must stand out from those beside it. */
    private static final double KINK = 4;
    /** Smaller changes of slope are rounding. */
    private static final double NOTABLE = 1e-3;

    private final double start;
    private final double step;
    private final double[] values;
    private final double[] slopes;

    @JsonIgnore
    private final int[] jumps;

    @JsonIgnore
    private final int[] kinks;

    /**
     * @param start the first grid point
     * @param step distance of grid points
     * @param values φ at the grid points
     * @param slopes φ′ at the grid points
     * @throws IllegalArgumentException if there are fewer than three points or unequal numbers of values and slopes
     */
    @JsonCreator
    public ActivationCurve(
            @JsonProperty("start") double start,
            @JsonProperty("step") double step,
            @JsonProperty("values") double[] values,
            @JsonProperty("slopes") double[] slopes) {
        if (values.length < 3 || values.length != slopes.length || !(step > 0)) {
            throw new IllegalArgumentException("a curve needs three points or more, as many slopes as values and a"
                    + " positive step, not " + values.length + ", " + slopes.length + " and " + step);
        }
        this.start = start;
        this.step = step;
        this.values = values.clone();
        this.slopes = slopes.clone();
        this.jumps = IntStream.range(0, values.length - 1).filter(this::isJump).toArray();
        this.kinks = IntStream.range(0, values.length - 1)
                .filter(i -> contains(jumps, i) || (i > 0 && isKink(i)))
                .toArray();
    }

    /** The function rises between two grid points as neither of their slopes would let it: thresholded ReLU does. */
    private boolean isJump(int i) {
        double secant = (values[i + 1] - values[i]) / step;
        double unlike = Math.min(Math.abs(secant - slopes[i]), Math.abs(secant - slopes[i + 1]));
        return unlike > KINK * (Math.abs(slopes[i]) + Math.abs(slopes[i + 1]) + 1);
    }

    /** A grid point where the slope jumps: the straight pieces on both sides do not agree with one slope. */
    private boolean isKink(int i) {
        double left = (values[i] - values[i - 1]) / step;
        double right = (values[i + 1] - values[i]) / step;
        double before = i > 1 ? (values[i - 1] - values[i - 2]) / step : left;
        double after = i + 2 < values.length ? (values[i + 2] - values[i + 1]) / step : right;
        double jump = Math.abs(right - left);
        // A smooth function's secant slopes change evenly; at a kink one change stands out from those beside it.
        return jump > KINK * (Math.abs(left - before) + Math.abs(after - right)) && jump > NOTABLE;
    }

    /** The lowest φ on the grid. */
    public double lowest() {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** The highest φ on the grid. */
    public double highest() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** φ(z). */
    public double value(double z) {
        int cell = cell(z);
        if (cell < 0) {
            return values[0] + (z - start) * slopes[0];
        }
        if (cell > values.length - 2) {
            int last = values.length - 1;
            return values[last] + (z - start - last * step) * slopes[last];
        }
        double t = (z - start) / step - cell;
        if (contains(jumps, cell)) {
            return t == 0 ? values[cell] : values[cell + 1] - (1 - t) * step * slopes[cell + 1];
        }
        double a = slopeRight(cell) * step;
        double b = slopeLeft(cell + 1) * step;
        double rise = values[cell + 1] - values[cell];
        return values[cell] + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
    }

    /** φ′(z); at a kink the slope to its right. */
    public double slope(double z) {
        int cell = cell(z);
        if (cell < 0) {
            return slopes[0];
        }
        if (cell > values.length - 2) {
            return slopes[values.length - 1];
        }
        if (contains(jumps, cell)) {
            return slopes[cell + 1];
        }
        double t = (z - start) / step - cell;
        double a = slopeRight(cell);
        double b = slopeLeft(cell + 1);
        // The slope of what value() answers: a straight line from a to b would be off by the square of the step.
        double rise = (values[cell + 1] - values[cell]) / step;
        return a + t * (2 * (3 * rise - 2 * a - b) + 3 * t * (a + b - 2 * rise));
    }

    private int cell(double z) {
        return (int) Math.floor((z - start) / step);
    }

    private double slopeRight(int i) {
        return isListed(i) ? oneSided(i, 1) : slopes[i];
    }

    private double slopeLeft(int i) {
        return isListed(i) ? oneSided(i, -1) : slopes[i];
    }

    private boolean isListed(int i) {
        return contains(kinks, i);
    }

    private static boolean contains(int[] points, int i) {
        return Arrays.binarySearch(points, i) >= 0;
    }

    /**
     * The slope at a kink as seen from one side: that of the cubic through what the next two points of this side know.
     * SELU and ELU bend right beside their kink, where the straight piece to the next point would be off by a
     * hundredth.
     */
    private double oneSided(int i, int side) {
        double secant = (values[i + side] - values[i]) / (side * step);
        int far = i + 2 * side;
        if (far < 0 || far >= values.length || isListed(i + side) || isListed(far)) {
            return secant;
        }
        double near = slopes[i + side];
        return 2 * secant - near + (slopes[far] + 2 * secant - 3 * near) / 5;
    }

    /** Where the slope jumps, in ascending order. */
    public double[] kinks() {
        return Arrays.stream(kinks).mapToDouble(i -> start + i * step).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationCurve that
                && start == that.start
                && step == that.step
                && Arrays.equals(values, that.values)
                && Arrays.equals(slopes, that.slopes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(slopes);
    }
}
