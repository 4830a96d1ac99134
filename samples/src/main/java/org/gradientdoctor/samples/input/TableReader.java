package org.gradientdoctor.samples.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Writable;

/** Reads a comma-separated file of numbers; whatever is wrong with it is said with its line. */
public final class TableReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String source;
    private final HeaderMode header;
    private List<String> columns = List.of();
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();

    private TableReader(String source, HeaderMode header) {
        this.source = source;
        this.header = header;
    }

    /**
     * @throws BadInput if the file is missing, empty, or holds anything but numbers below its header
     */
    public static NumberTable read(Path file, HeaderMode header) {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + " is a folder: give a file of comma-separated numbers");
        }
        if (!Files.isReadable(file)) {
            throw new BadInput(file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
        return new TableReader(file.toString(), header).read(new FileSplit(file.toFile()));
    }

    /** Reads a class-path resource without a header. */
    public static NumberTable readResource(String resource) {
        return readResource(resource, HeaderMode.NO);
    }

    /** Reads a class-path resource; one whose name ends with {@code .gz} is unpacked. */
    public static NumberTable readResource(String resource, HeaderMode header) {
        try (var stream = TableReader.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the class path has no resource " + resource);
            }
            InputStream unpacked = resource.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
            return new TableReader(resource, header).read(new InputStreamInputSplit(unpacked));
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }

    private NumberTable read(InputSplit split) {
        try (CSVRecordReader reader = new CSVRecordReader()) {
            reader.initialize(split);
            int line = 0;
            while (reader.hasNext()) {
                Record record = record(reader, line + 1);
                // DataVec counts lines from 0.
                line = ((RecordMetaDataLine) record.getMetaData()).getLineNumber() + 1;
                accept(cells(record), line);
            }
        } catch (IOException | InterruptedException e) {
            throw new BadInput(source + " cannot be read: " + BadInput.reason(e), e);
        }
        if (rows.isEmpty()) {
            throw new BadInput(source + (columns.isEmpty() ? " is empty" : " has a header and no rows"));
        }
        return new NumberTable(source, columns, rows, lines);
    }

    /** DataVec's parser says by bare runtime exceptions that a line is no CSV, a quotation mark without its other one. */
    private Record record(CSVRecordReader reader, int line) {
        try {
            return reader.nextRecord();
        } catch (RuntimeException e) {
            throw new BadInput(source + ", line " + line + ": " + BadInput.reason(e), e);
        }
    }

    private static List<String> cells(Record record) {
        List<String> cells = new ArrayList<>();
        for (Writable cell : record.getRecord()) {
            cells.add(cell.toString().strip());
        }
        if (cells.get(0).startsWith(BYTE_ORDER_MARK)) {
            cells.set(0, cells.get(0).substring(1).strip());
        }
        return cells;
    }

    private void accept(List<String> cells, int line) {
        if (cells.size() == 1 && cells.get(0).isEmpty()) {
            return;
        }
        if (rows.isEmpty() && columns.isEmpty() && isHeader(cells)) {
            columns = cells;
            return;
        }
        int width = rows.isEmpty() ? columns.size() : rows.get(0).length;
        if (width > 0 && cells.size() != width) {
            throw new BadInput(
                    source + ", line " + line + ": " + cells.size() + " columns where the lines above have " + width);
        }
        double[] row = new double[cells.size()];
        for (int column = 0; column < row.length; column++) {
            if (!isNumber(cells.get(column))) {
                throw new BadInput(source + ", line " + line + ", " + NumberTable.columnName(columns, column) + ": "
                        + (cells.get(column).isEmpty()
                                ? "the cell is empty"
                                : quote(cells.get(column)) + " is no number"));
            }
            row[column] = Double.parseDouble(cells.get(column));
        }
        rows.add(row);
        lines.add(line);
    }

    private boolean isHeader(List<String> cells) {
        return switch (header) {
            case YES -> true;
            case NO -> false;
            case AUTO -> !cells.stream().allMatch(TableReader::isNumber);
        };
    }

    private static String quote(String cell) {
        return '"' + (cell.length() > 40 ? cell.substring(0, 40) + "…" : cell) + '"';
    }

    /** NaN and Infinity are numbers: a table that holds them is what the doctor is to find out. */
    private static boolean isNumber(String cell) {
        // Java reads "1f" and "1d" as numbers; in a table they are mistakes.
        if (cell.isEmpty() || "fFdD".indexOf(cell.charAt(cell.length() - 1)) >= 0) {
            return false;
        }
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
