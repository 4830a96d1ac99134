package org.gradientdoctor.samples.faults.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private final Path file;
    private final Map<String, Score> scores = new ConcurrentHashMap<>();

    private TrialStore(Path file) {
        this.file = file;
    }

    /** Opens a file, which need not exist; its folder is made. */
    public static TrialStore open(Path file) {
        TrialStore store = new TrialStore(file);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(store::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scores in " + file + " can't be read", e);
        }
        return store;
    }

    /** A line that was cut when the bench was stopped is passed over: its trial is run again. */
    private void read(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length == 4 && columns[3].equals("end")) {
            scores.put(columns[0], new Score(Double.parseDouble(columns[1]), Double.parseDouble(columns[2])));
        }
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
    synchronized void put(BenchCase trained, long seed, Arm arm, Score score) {
        String key = key(trained, seed, arm);
        scores.put(key, score);
        try {
            Files.writeString(
                    file,
                    key + "\t" + score.value() + "\t" + score.constant() + "\tend\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the score of " + trained + " can't be written to " + file, e);
        }
    }

    private static String key(BenchCase trained, long seed, Arm arm) {
        String treatment = arm instanceof Untreated ? "" : " " + arm.name();
        return Hash.of(VERSION + " " + seed + " " + trained.identity() + treatment);
    }
}
