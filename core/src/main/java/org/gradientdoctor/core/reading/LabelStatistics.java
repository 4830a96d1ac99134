package org.gradientdoctor.core.reading;

import java.util.Arrays;

/**
 * Label frequencies, means and medians over the batches seen so far, from which the {@link ConstantAnswer} follows.
 * Confined to one thread.
 *
 * <p>The median needs the labels themselves; of those a bounded number of the earliest is kept.
 */
public final class LabelStatistics {
    /** Rows kept for medians: the standard error of a median of this many is below 3 % of the deviation. */
    private static final int KEPT_ROWS = 2048;
    /** Columns beyond this share no medians, lest the kept rows grow large; their loss is then unknown. */
    private static final int KEPT_COLUMNS = 64;

    private final LossFamily loss;
    private final int columns;
    private final double[] mean;
    private final double[] squares;
    private final double[][] kept;
    private int keptRows;
    private long rows;
    private long sequences;
    private boolean finite = true;

    /**
     * @param loss what the labels are compared by
     * @param columns width of one label row
     */
    public LabelStatistics(LossFamily loss, int columns) {
        this.loss = loss;
        this.columns = columns;
        this.mean = new double[columns];
        this.squares = new double[columns];
        boolean medians = columns <= KEPT_COLUMNS
                && (loss == LossFamily.MEAN_ABSOLUTE_ERROR || loss == LossFamily.ABSOLUTE_ERROR);
        this.kept = medians ? new double[columns][KEPT_ROWS] : new double[0][];
    }

    public int columns() {
        return columns;
    }

    /** Adds one row of labels, one time step's for sequences. */
    public void addRow(double... row) {
        if (row.length != columns) {
            throw new IllegalArgumentException(
                    "a label row of " + row.length + " columns was given where " + columns + " are expected");
        }
        rows++;
        for (int i = 0; i < columns; i++) {
            double difference = row[i] - mean[i];
            mean[i] += difference / rows;
            squares[i] += difference * (row[i] - mean[i]);
            finite &= Double.isFinite(row[i]);
            if (kept.length > 0 && keptRows < KEPT_ROWS) {
                kept[i][keptRows] = row[i];
            }
        }
        keptRows = Math.min(keptRows + 1, KEPT_ROWS);
    }

    /** Counts examples, each of one or more rows (time steps): Deeplearning4j divides losses by these. */
    public void addExamples(long examples) {
        sequences += examples;
    }

    /** The constant answer for all rows added so far; unknown while there is none or labels are not finite. */
    public ConstantAnswer constantAnswer() {
        if (rows == 0 || sequences == 0 || !finite) {
            return ConstantAnswer.unknown();
        }
        double perRow = switch (loss) {
            case CROSS_ENTROPY -> entropy();
            case BINARY_CROSS_ENTROPY -> binaryEntropies();
            case MEAN_SQUARED_ERROR -> variances() / columns;
            case SQUARED_ERROR -> variances();
            case MEAN_ABSOLUTE_ERROR -> deviationsFromMedian() / columns;
            case ABSOLUTE_ERROR -> deviationsFromMedian();
            case OTHER -> Double.NaN;
        };
        return Double.isNaN(perRow)
                ? ConstantAnswer.unknown()
                : new ConstantAnswer(perRow * ((double) rows / sequences), rows);
    }

    private double entropy() {
        double total = Arrays.stream(mean).sum();
        double sum = 0;
        for (double frequency : mean) {
            sum -= frequency > 0 ? frequency * Math.log(frequency / total) : 0;
        }
        return sum;
    }

    private double binaryEntropies() {
        double sum = 0;
        for (double p : mean) {
            sum -= p > 0 && p < 1 ? p * Math.log(p) + (1 - p) * Math.log1p(-p) : 0;
        }
        return sum;
    }

    private double variances() {
        return Arrays.stream(squares).sum() / rows;
    }

    private double deviationsFromMedian() {
        if (kept.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (double[] column : kept) {
            double[] sorted = Arrays.copyOf(column, keptRows);
            Arrays.sort(sorted);
            double median = (sorted[(keptRows - 1) / 2] + sorted[keptRows / 2]) / 2;
            for (double value : sorted) {
                sum += Math.abs(value - median) / keptRows;
            }
        }
        return sum;
    }
}
