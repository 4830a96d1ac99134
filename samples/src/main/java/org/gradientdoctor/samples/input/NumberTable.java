package org.gradientdoctor.samples.input;

import java.util.List;

/**
 * Rows of numbers with the lines they came from, all of the same width.
 *
 * @param source the file, as messages name it
 * @param columns the names of the columns; empty where the file has no header
 * @param rows the numbers, at least one row
 * @param lines the line number of each row, from 1
 */
public record NumberTable(String source, List<String> columns, List<double[]> rows, List<Integer> lines) {

    public NumberTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    /** The number of columns. */
    public int width() {
        return rows.get(0).length;
    }

    /** The index of a column given by name or by index from 0. A name goes first: a header may consist of years. */
    int column(String nameOrIndex) {
        int named = columns.indexOf(nameOrIndex.strip());
        if (named != columns.lastIndexOf(nameOrIndex.strip())) {
            throw new BadInput(
                    "several columns are named " + nameOrIndex.strip() + "; give the index of the one you mean");
        }
        if (named >= 0) {
            return named;
        }
        try {
            int index = Integer.parseInt(nameOrIndex.strip());
            if (index >= 0 && index < width()) {
                return index;
            }
            throw new BadInput(
                    source + " has no column " + index + ": columns are numbered from 0 to " + (width() - 1));
        } catch (NumberFormatException notANumber) {
            String known = columns.isEmpty() ? "it has no header" : "its columns are " + String.join(", ", columns);
            throw new BadInput(source + " has no column \"" + nameOrIndex + "\": " + known, notANumber);
        }
    }

    /** How a message names one of these columns. */
    String columnName(int index) {
        return columnName(columns, index);
    }

    /** How a message names a column: by its index and its name, where it has one. */
    static String columnName(List<String> columns, int index) {
        return "column " + index + (columns.isEmpty() ? " (the first is 0)" : " (" + columns.get(index) + ")");
    }
}
