package org.gradientdoctor.samples.faults.repair;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.Hash;
import org.gradientdoctor.samples.faults.trial.KeptLines;
import org.gradientdoctor.samples.faults.trial.Score;

/**
 * What arms have come to, in a file with one line for each, so that a bench that was stopped goes on where it was. A
 * line is found again by the case, the arm and the budget; not by the toolkit's own version, so the file is to be deleted
 * where the toolkit has changed.
 */
final class RepairStore {
    /** Changed where arms do or measure something else, so that older lines are not found. */
    private static final int VERSION = 1;

    private static final int COLUMNS = 9;

    private final KeptLines lines;
    private final Map<String, Repaired> repaired = new ConcurrentHashMap<>();

    private RepairStore(KeptLines lines) {
        this.lines = lines;
    }

    /** Opens a file, which need not exist; its folder is made. */
    static RepairStore open(Path file) {
        RepairStore store = new RepairStore(new KeptLines(file, "repairs"));
        store.lines.read(
                COLUMNS,
                cells -> store.repaired.put(
                        cells[0],
                        new Repaired(
                                new Score(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])),
                                Integer.parseInt(cells[5]),
                                Integer.parseInt(cells[6]),
                                cells[7],
                                cells[8])));
        return store;
    }

    Optional<Repaired> find(BenchCase sick, long seed, String arm, int budget) {
        return Optional.ofNullable(repaired.get(key(sick, seed, arm, budget)));
    }

    /** Keeps what came of it, at once in the file. */
    void put(BenchCase sick, long seed, String arm, int budget, Repaired result) {
        String key = key(sick, seed, arm, budget);
        repaired.put(key, result);
        lines.add(
                key,
                sick.name(),
                arm,
                Double.toString(result.score().value()),
                Double.toString(result.score().constant()),
                Integer.toString(result.iterations()),
                Integer.toString(result.looks()),
                inOneCell(result.chosen()),
                inOneCell(result.tried()));
    }

    private static String inOneCell(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String key(BenchCase sick, long seed, String arm, int budget) {
        return Hash.of(VERSION + " " + seed + " " + arm + " " + budget + " " + sick.identity());
    }
}
