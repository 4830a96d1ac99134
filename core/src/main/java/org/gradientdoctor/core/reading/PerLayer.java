package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * One number for each layer of a {@link NetworkProfile}, in the profile's order; NaN where nothing was read and where
 * the number itself is not a number.
 */
public final class PerLayer implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final PerLayer NONE = new PerLayer(new double[0]);

    private final double[] values;

    private PerLayer(double[] values) {
        this.values = values;
    }

    /** Takes a copy of the given values, one for each layer. */
    @JsonCreator
    public static PerLayer of(double... values) {
        return values.length == 0 ? NONE : new PerLayer(values.clone());
    }

    /** Nothing read for any layer: {@link #get} answers NaN for each. */
    public static PerLayer none() {
        return NONE;
    }

    /** The number of the layer at this position of the profile, NaN where nothing was read. */
    public double get(int layer) {
        return layer < values.length ? values[layer] : Double.NaN;
    }

    /** How many layers have a place here; zero for {@link #none()}. */
    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    /** The L2 norm over all layers that were read: the square root of the sum of squares; NaN where none was. */
    public double norm() {
        double largest = 0;
        boolean any = false;
        for (double value : values) {
            if (Double.isNaN(value)) {
                continue;
            }
            any = true;
            largest = Math.max(largest, Math.abs(value));
        }
        if (!any || largest == 0 || Double.isInfinite(largest)) {
            return any ? largest : Double.NaN;
        }
        double sum = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += (value / largest) * (value / largest);
            }
        }
        return largest * Math.sqrt(sum);
    }

    /** Combines layer by layer; where one side has no value (NaN) the other stands. */
    PerLayer combine(PerLayer other, DoubleBinaryOperator operator) {
        double[] combined = new double[Math.max(size(), other.size())];
        for (int i = 0; i < combined.length; i++) {
            double a = get(i);
            double b = other.get(i);
            combined[i] = Double.isNaN(a) ? b : Double.isNaN(b) ? a : operator.applyAsDouble(a, b);
        }
        return new PerLayer(combined);
    }

    /** The smaller of both, layer by layer, a missing value (NaN) giving way. */
    public PerLayer min(PerLayer other) {
        return combine(other, Math::min);
    }

    /** The larger of both, layer by layer, a missing value (NaN) giving way. */
    public PerLayer max(PerLayer other) {
        return combine(other, Math::max);
    }

    @JsonValue
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerLayer that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
