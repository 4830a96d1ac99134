package org.gradientdoctor.samples.faults.repair;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;

/**
 * What cases have proved to be, as the fault bench publishes it in {@code bench/cases.csv}: by it a sample can be chosen
 * without training all cases of a part from every seed once more.
 */
final class PublishedStates {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();

    private final Path file;
    private final Map<String, State> states = new HashMap<>();

    private PublishedStates(Path file) {
        this.file = file;
    }

    /**
     * Reads a file of the fault bench.
     *
     * @param cases it must have
     * @throws IllegalArgumentException if it has no such columns, a state there is not, or not all of the cases
     */
    static PublishedStates read(Path file, List<BenchCase> cases) {
        PublishedStates published = new PublishedStates(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            for (CSVRecord row : FORMAT.parse(reader)) {
                published.states.put(row.get("case"), State.valueOf(row.get("truth")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the states in " + file + " can't be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " is not what the fault bench publishes (bench/cases.csv): " + e.getMessage(), e);
        }
        cases.forEach(published::of);
        return published;
    }

    State of(BenchCase each) {
        State state = states.get(each.name());
        if (state == null) {
            throw new IllegalArgumentException(
                    file + " has no case \"" + each.name() + "\": it is of another part, or of other cases");
        }
        return state;
    }
}
