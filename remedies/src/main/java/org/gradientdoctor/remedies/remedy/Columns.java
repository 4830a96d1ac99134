package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * Mean and standard deviation of each column of the data, in the data's units: what a {@code NormalizerStandardize} holds.
 *
 * @param means of each column
 * @param deviations of each column, positive
 */
public record Columns(List<Double> means, List<Double> deviations) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where there is none, their numbers differ, or one is not finite or no deviation
     */
    public Columns {
        means = Given.list("means", means);
        deviations = Given.list("deviations", deviations);
        if (means.isEmpty() || means.size() != deviations.size()) {
            throw new IllegalArgumentException("there are " + means.size() + " means and " + deviations.size()
                    + " standard deviations: give one of each for each column");
        }
        for (int i = 0; i < means.size(); i++) {
            if (!Double.isFinite(means.get(i))
                    || !(deviations.get(i) > 0 && deviations.get(i) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column " + i + " has a mean of " + means.get(i)
                        + " and a standard deviation of " + deviations.get(i)
                        + ": columns are standardized by finite numbers; drop columns that are not, and give 1 for a"
                        + " constant one");
            }
        }
    }

    /**
     * Of what was read; a constant column has 1 for its deviation.
     *
     * @throws IllegalArgumentException where a column is not finite
     */
    public static Columns of(UnitSummary read) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < Given.value("read", read).units(); i++) {
            double deviation = Math.sqrt(read.variance(i));
            means.add(read.mean(i));
            deviations.add(deviation == 0 ? 1 : deviation);
        }
        return new Columns(means, deviations);
    }

    public int size() {
        return means.size();
    }

    /** The largest root mean square of a column, offset included. */
    public double size(int column) {
        return Math.hypot(means.get(column), deviations.get(column));
    }

    /** The largest of all columns, offsets included. */
    public double largestSize() {
        double largest = 0;
        for (int i = 0; i < size(); i++) {
            largest = Math.max(largest, size(i));
        }
        return largest;
    }
}
