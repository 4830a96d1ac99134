package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * How the columns of an input are scaled. Standardized columns have a root mean square of 1; a gradient step changes a
 * column's weights in proportion to the column, so that one large column sets the rate for all (LeCun et al. 1998,
 * Efficient BackProp).
 *
 * @param name the input's name
 * @param columns how many columns there are
 * @param normalized whether a batch normalization comes first, which scales them
 * @param nonFinite columns that hold values that are not finite
 * @param large columns with a root mean square above {@link #LARGE}
 * @param shifted columns whose mean is more than {@link #SHIFTED} deviations from zero, and not small
 * @param constant columns that are the same for every example
 * @param largest the largest root mean square of a finite column
 * @param typical the median of them
 */
public record InputScale(
        String name,
        int columns,
        boolean normalized,
        List<Integer> nonFinite,
        List<Integer> large,
        List<Integer> shifted,
        List<Integer> constant,
        double largest,
        double typical) {
    /**
     * Root mean square of a column: images in 0–255 have over 100, standardized columns 1; measurements in
     * single digits train.
     */
    public static final double LARGE = 10;
    /** Mean over deviation: at 30, differences between examples are 3 % of what the weights see. */
    public static final double SHIFTED = 30;
    /** A root mean square below which the whole input is next to nothing. */
    public static final double SMALL = 1e-3;

    public InputScale {
        nonFinite = List.copyOf(nonFinite);
        large = List.copyOf(large);
        shifted = List.copyOf(shifted);
        constant = List.copyOf(constant);
    }

    /** The scales of this input's columns. */
    public static InputScale of(InputReading input) {
        UnitSummary summary = input.columns();
        int n = summary.units();
        double[] rms = new double[n];
        double[] deviation = new double[n];
        for (int i = 0; i < n; i++) {
            deviation[i] = Math.sqrt(summary.variance(i));
            rms[i] = Math.hypot(summary.mean(i), deviation[i]);
        }
        double[] finite = Arrays.stream(rms).filter(Double::isFinite).toArray();
        return new InputScale(
                input.name(),
                n,
                input.normalized(),
                which(n, i -> !Double.isFinite(rms[i])),
                which(n, i -> rms[i] > LARGE),
                which(n, i -> deviation[i] > 0 && rms[i] > 1 && rms[i] > SHIFTED * deviation[i]),
                which(n, i -> deviation[i] == 0),
                Arrays.stream(finite).max().orElse(Double.NaN),
                TheilSen.median(finite));
    }

    private static List<Integer> which(int n, IntPredicate condition) {
        return IntStream.range(0, n).filter(condition).boxed().toList();
    }

    public boolean hasNonFinite() {
        return !nonFinite.isEmpty();
    }

    /** Whether a column's scale will hinder learning; a batch normalization that comes first mends it. */
    public boolean isUnscaled() {
        return !normalized && (!large.isEmpty() || 2 * shifted.size() >= columns || isTiny() || isConstant());
    }

    private boolean isTiny() {
        return largest > 0 && largest < SMALL;
    }

    /** Whether all columns are the same for every example, so that there is nothing to learn from. */
    private boolean isConstant() {
        return constant.size() == columns;
    }

    /** For comparing inputs: the worse, the larger. */
    public double badness() {
        return (hasNonFinite() ? 4 : 0) + (isUnscaled() ? 2 : 0) + largest / (1 + largest);
    }

    /** What the columns are like, in a sentence without its full stop. */
    public String describe() {
        if (hasNonFinite()) {
            return which(nonFinite) + " of " + name + (nonFinite.size() == 1 ? " holds" : " hold")
                    + " values that are not finite";
        }
        if (isConstant()) {
            return "All columns of " + name + " are the same for every example of the batch";
        }
        String scale = "The columns of " + name + " have root mean squares up to " + Figures.of(largest)
                + ", half of them below " + Figures.of(typical);
        if (!large.isEmpty()) {
            scale = which(large) + " of " + name + (large.size() == 1 ? " is" : " are")
                    + " unscaled: root mean square up"
                    + " to " + Figures.of(largest) + " where standardized columns have 1 (the median of all columns is "
                    + Figures.of(typical) + ")";
        } else if (2 * shifted.size() >= columns) {
            scale = which(shifted) + " of " + name + " lie far from zero: their means are more than "
                    + Figures.of(SHIFTED) + " deviations away";
        }
        return scale
                + (normalized ? ", and a batch normalization comes first" : "")
                + (constant.isEmpty() ? "" : "; " + lower(which(constant)) + " constant in this batch");
    }

    /** What follows, where it is unscaled or not finite. */
    public String consequence() {
        if (hasNonFinite()) {
            return "One such value spoils every parameter in one step.";
        }
        return isConstant()
                ? "There is nothing to tell examples apart by."
                : "Large columns drown the others and force a rate that is too low for them: standardize each column.";
    }

    private static String which(List<Integer> columns) {
        String list = columns.stream().limit(5).map(String::valueOf).collect(Collectors.joining(", "));
        return (columns.size() == 1 ? "Column " : columns.size() + " columns (")
                + list
                + (columns.size() > 5 ? ", …)" : columns.size() == 1 ? "" : ")");
    }

    private static String lower(String words) {
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }
}
