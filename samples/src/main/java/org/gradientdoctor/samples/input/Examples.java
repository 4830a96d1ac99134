package org.gradientdoctor.samples.input;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows as a network takes them.
 *
 * @param data features {@code [rows, columns]} and labels {@code [rows, columns]}
 * @param groups for each row its class, or 0 for all where there are none
 */
public record Examples(DataSet data, int[] groups) {

    /** The same in FLOAT, as most networks compute. */
    public static Examples of(NumberTable table, List<String> labels, int features, Task task) {
        return of(table, labels, features, task, DataType.FLOAT);
    }

    /**
     * @param labels the columns that are labels, by name or index from 0; none for the last ones
     * @param type of features and labels
     * @throws BadInput if there are other numbers of columns than the network has inputs and labels, or a label is not
     *     allowed
     */
    public static Examples of(NumberTable table, List<String> labels, int features, Task task, DataType type) {
        int[] labelColumns = labelColumns(table, labels, task);
        int[] featureColumns = IntStream.range(0, table.width())
                .filter(column -> Arrays.stream(labelColumns).noneMatch(label -> label == column))
                .toArray();
        if (featureColumns.length != features) {
            throw new BadInput(table.source() + " has " + featureColumns.length + " feature columns beside "
                    + labelColumns.length + (labelColumns.length == 1 ? " label column" : " label columns")
                    + ", the network takes " + features + " features");
        }
        int rows = table.rows().size();
        int[] groups = new int[rows];
        double[][] labelRows = new double[rows][];
        double[][] featureRows = new double[rows][];
        for (int row = 0; row < rows; row++) {
            labelRows[row] = pick(table.rows().get(row), labelColumns);
            featureRows[row] = pick(table.rows().get(row), featureColumns);
            groups[row] = task.group(
                    labelRows[row],
                    table.source() + ", line " + table.lines().get(row) + ", " + table.columnName(labelColumns[0]));
        }
        INDArray encoded = task.encode(labelRows).castTo(type);
        return new Examples(new DataSet(Nd4j.createFromArray(featureRows).castTo(type), encoded), groups);
    }

    private static int[] labelColumns(NumberTable table, List<String> labels, Task task) {
        int wanted = task.labelColumns();
        if (labels.isEmpty()) {
            if (table.width() <= wanted) {
                throw new BadInput(table.source() + " has " + table.width()
                        + (table.width() == 1 ? " column" : " columns") + ", no features beside the " + wanted
                        + (wanted == 1 ? " label column" : " label columns"));
            }
            return IntStream.range(table.width() - wanted, table.width()).toArray();
        }
        int[] columns = labels.stream().mapToInt(table::column).distinct().toArray();
        if (columns.length != wanted) {
            throw new BadInput("the network needs " + wanted + (wanted == 1 ? " label column" : " label columns")
                    + ", --label-column names " + columns.length);
        }
        return columns;
    }

    private static double[] pick(double[] row, int[] columns) {
        return Arrays.stream(columns).mapToDouble(column -> row[column]).toArray();
    }

    /** How many there are. */
    public int count() {
        return groups.length;
    }

    /** These rows in this order, copied. */
    public Examples rows(int... rows) {
        return new Examples(
                batch(rows), Arrays.stream(rows).map(row -> groups[row]).toArray());
    }

    /** The same in another data type: a network trains in its own. */
    public Examples castTo(DataType type) {
        return new Examples(
                new DataSet(data.getFeatures().castTo(type), data.getLabels().castTo(type)), groups);
    }

    /** The data of these rows in this order, copied. */
    public DataSet batch(int... rows) {
        return new DataSet(Nd4j.pullRows(data.getFeatures(), 1, rows), Nd4j.pullRows(data.getLabels(), 1, rows));
    }
}
