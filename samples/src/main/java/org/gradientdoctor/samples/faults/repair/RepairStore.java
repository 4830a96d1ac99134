package org.gradientdoctor.samples.faults.repair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.Hash;
import org.gradientdoctor.samples.faults.trial.Score;

/**
 * What arms have come to, in a file with one line for each, so that a bench that was stopped goes on where it was. A
 * line is found again by the case, the arm and the budget; not by the toolkit's own version, so the file is to be deleted
 * where the toolkit has changed.
 */
final class RepairStore {
    /** Changed where arms do or measure something else, so that older lines are not found. */
    private static final int VERSION = 1;

    private static final int COLUMNS = 10;

    private final Path file;
    private final Map<String, Repaired> repaired = new ConcurrentHashMap<>();

    private RepairStore(Path file) {
        this.file = file;
    }

    /** Opens a file, which need not exist; its folder is made. */
    static RepairStore open(Path file) {
        RepairStore store = new RepairStore(file);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(store::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the repairs in " + file + " can't be read", e);
        }
        return store;
    }

    /** A line that was cut when the bench was stopped is passed over: its arm is run again. */
    private void read(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length == COLUMNS && columns[COLUMNS - 1].equals("end")) {
            repaired.put(
                    columns[0],
                    new Repaired(
                            new Score(Double.parseDouble(columns[3]), Double.parseDouble(columns[4])),
                            Integer.parseInt(columns[5]),
                            Integer.parseInt(columns[6]),
                            columns[7],
                            columns[8]));
        }
    }

    Optional<Repaired> find(BenchCase sick, long seed, String arm, int budget) {
        return Optional.ofNullable(repaired.get(key(sick, seed, arm, budget)));
    }

    /** Keeps what came of it, at once in the file. */
    synchronized void put(BenchCase sick, long seed, String arm, int budget, Repaired result) {
        String key = key(sick, seed, arm, budget);
        repaired.put(key, result);
        String line = String.join(
                "\t",
                key,
                sick.name(),
                arm,
                Double.toString(result.score().value()),
                Double.toString(result.score().constant()),
                Integer.toString(result.iterations()),
                Integer.toString(result.looks()),
                inOneCell(result.chosen()),
                inOneCell(result.tried()),
                "end\n");
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("what came of " + sick + " can't be written to " + file, e);
        }
    }

    private static String inOneCell(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String key(BenchCase sick, long seed, String arm, int budget) {
        return Hash.of(VERSION + " " + seed + " " + arm + " " + budget + " " + sick.identity());
    }
}
