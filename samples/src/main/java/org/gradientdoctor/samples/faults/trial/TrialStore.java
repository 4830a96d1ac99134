package org.gradientdoctor.samples.faults.trial;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/**
 * Scores of trials that were run, in a file with one line for each, so that a bench that was stopped goes on where it
 * was. A line is found again by all that decides the result; what was measured of an older plan is simply not found.
 */
public final class TrialStore {
    /** Changed where the same plan is trained or measured in another way, so that older lines are not found. */
    private static final int VERSION = 2;

    private final KeptLines lines;
    private final Map<String, Score> scores = new ConcurrentHashMap<>();

    private TrialStore(KeptLines lines) {
        this.lines = lines;
    }

    /** Opens a file, which need not exist; its folder is made. */
    public static TrialStore open(Path file) {
        TrialStore store = new TrialStore(new KeptLines(file, "scores"));
        store.lines.read(
                3,
                cells -> store.scores.put(
                        cells[0], new Score(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]))));
        return store;
    }

    /** What was measured before; empty where it was not. */
    public Optional<Score> find(BenchCase trained, long seed) {
        return find(trained, seed, new Untreated());
    }

    /** The same of a treated training. */
    public Optional<Score> find(BenchCase trained, long seed, Arm arm) {
        return Optional.ofNullable(scores.get(key(trained, seed, arm)));
    }

    /** Keeps a score, at once in the file. */
    void put(BenchCase trained, long seed, Arm arm, Score score) {
        String key = key(trained, seed, arm);
        scores.put(key, score);
        lines.add(key, Double.toString(score.value()), Double.toString(score.constant()));
    }

    private static String key(BenchCase trained, long seed, Arm arm) {
        String treatment = arm instanceof Untreated ? "" : " " + arm.name();
        return Hash.of(VERSION + " " + seed + " " + trained.identity() + treatment);
    }
}
