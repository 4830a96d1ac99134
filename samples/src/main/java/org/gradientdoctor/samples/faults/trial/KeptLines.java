package org.gradientdoctor.samples.faults.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Results in a file, a line for each with columns between tabs, each kept at once, so that a bench that was stopped goes on
 * where it was. A line that was cut then lacks its end and is passed over.
 */
public final class KeptLines {
    private static final String END = "end";

    private final Path file;
    private final String what;

    /**
     * @param file need not exist; its folder is made
     * @param what it holds, for messages: {@code scores}
     */
    public KeptLines(Path file, String what) {
        this.file = file;
        this.what = what;
    }

    /** Hands out the columns of each whole line that has so many. */
    public void read(int columns, Consumer<String[]> each) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] cells = line.split("\t", -1);
                    if (cells.length == columns + 1 && cells[columns].equals(END)) {
                        each.accept(Arrays.copyOf(cells, columns));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + what + " in " + file + " can't be read", e);
        }
    }

    /** Adds a line. */
    public synchronized void add(String... cells) {
        try {
            Files.writeString(
                    file,
                    String.join("\t", cells) + "\t" + END + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the " + what + " can't be written to " + file, e);
        }
    }
}
