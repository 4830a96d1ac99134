package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;

/** Every case with what the outcome and every contestant say of it, one row each. */
final class CaseTable {
    private CaseTable() {}

    static void write(Standings standings, Path file) throws IOException {
        List<String> header = new ArrayList<>(List.of("case", "family", "alteration", "iterations", "truth", "share"));
        for (String contestant : standings.contestants()) {
            for (Moment moment : Moment.values()) {
                header.add(contestant + " " + moment.name().toLowerCase(Locale.ROOT));
            }
            header.add(contestant + " gravest");
            header.add(contestant + " first warning");
            header.add(contestant + " found");
        }
        header.add("right causes");
        header.add("causes named");
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(header.toArray(String[]::new))
                .setRecordSeparator('\n')
                .build();
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), format)) {
            for (int i = 0; i < standings.ours().size(); i++) {
                printer.printRecord(row(standings, i));
            }
        }
    }

    private static List<Object> row(Standings standings, int index) {
        Scored ours = standings.ours().get(index);
        List<Object> row = new ArrayList<>(List.of(
                ours.name(),
                ours.family(),
                ours.alteration(),
                ours.iterations(),
                ours.truth().state(),
                String.format(Locale.ROOT, "%.3f", ours.truth().share())));
        for (String contestant : standings.contestants()) {
            Scored scored = standings.scoredOf(contestant).get(index);
            for (Moment moment : Moment.values()) {
                row.add(scored.verdict().at(moment));
            }
            row.add(scored.verdict().gravest());
            OptionalInt first = scored.verdict().firstWarning();
            row.add(first.isPresent() ? first.getAsInt() : "");
            row.add(String.join(" ", scored.verdict().codes()));
        }
        row.add(ours.right().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
        row.add(ours.verdict().causes().stream().map(Enum::name).collect(Collectors.joining(" ")));
        return row;
    }
}
