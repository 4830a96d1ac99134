package org.gradientdoctor.samples.faults.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.gradientdoctor.samples.faults.verdict.Judging;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.faults.verdict.Verdict;

/**
 * What is said of some cases of the tuning part after a short training. An alarm that appears or disappears is a change of
 * behaviour that users see: it has to be accepted, with a line in the changelog.
 *
 * @param revision counts how often they were accepted anew
 * @param byCase verdict and codes by the case's name, sorted
 */
public record GoldenVerdicts(int revision, Map<String, String> byCase) {
    /** Where they are kept, from the project's root. */
    public static final Path FILE = Path.of("samples/src/test/resources/golden-verdicts.csv");

    /** Iterations of each training: enough for an alarm, and done in a third of a second. */
    private static final int ITERATIONS = 40;
    /** How many cases there are, about. */
    private static final int CASES = 60;

    private static final String CASE = "case";
    private static final String SAID = "said";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader(CASE, SAID)
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setRecordSeparator('\n')
            .build();

    public GoldenVerdicts {
        byCase = new TreeMap<>(byCase);
    }

    /** Judges the cases as the code is now. */
    public static GoldenVerdicts now(int revision, int threads) throws InterruptedException {
        List<BenchCase> all = new Cases()
                .of(Part.TUNING).stream().filter(each -> !each.isCostly()).toList();
        int every = Math.max(1, all.size() / CASES);
        List<BenchCase> cases = IntStream.range(0, all.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> all.get(i).shortened(ITERATIONS))
                .toList();
        Map<String, String> said = new TreeMap<>();
        for (Judged judged : Judging.ours(cases, threads)) {
            Verdict ours = judged.verdicts().get(Judged.OURS);
            if (ours != null) {
                said.put(
                        judged.judged().name(),
                        Stream.concat(
                                        Stream.of(ours.at(Moment.END).name()),
                                        ours.codes().stream().sorted())
                                .collect(Collectors.joining(" ")));
            }
        }
        return new GoldenVerdicts(revision, said);
    }

    /** Those that were accepted last. */
    public static GoldenVerdicts read(Path file) throws IOException {
        Map<String, String> said = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        int revision = Integer.parseInt(lines.get(0).replaceAll("\\D", ""));
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
            for (CSVRecord row : parser) {
                said.put(row.get(CASE), row.get(SAID));
            }
        }
        return new GoldenVerdicts(revision, said);
    }

    /** Writes them with their revision. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("# revision " + revision + "\n");
        try (CSVPrinter printer =
                new CSVPrinter(text, FORMAT.builder().setSkipHeaderRecord(false).build())) {
            for (Map.Entry<String, String> one : byCase.entrySet()) {
                printer.printRecord(one.getKey(), one.getValue());
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** The line of the changelog without which a revision is not accepted. */
    public String changelogLine() {
        return "golden verdicts, revision " + revision;
    }
}
