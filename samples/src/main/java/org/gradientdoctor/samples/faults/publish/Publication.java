package org.gradientdoctor.samples.faults.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradientdoctor.samples.faults.score.Standings;

/** Writes page, files and pictures below a folder of documents. */
public final class Publication {
    private Publication() {}

    /** @param documents where {@code bench.md} and the folder {@code bench} are put */
    public static void write(Standings standings, Provenance provenance, Path documents) {
        Path folder = documents.resolve("bench");
        try {
            Files.createDirectories(folder);
            CaseTable.write(standings, folder.resolve("cases.csv"));
            ResultsJson.write(standings, provenance, folder.resolve("results.json"));
            ContestantsPicture.write(standings, folder.resolve("contestants.png"));
            FirstAlarmsPicture.write(standings, folder.resolve("first-alarms.png"));
            FamiliesPicture.write(standings, folder.resolve("families.png"));
            Files.writeString(documents.resolve("bench.md"), new BenchPage(standings, provenance).text());
        } catch (IOException e) {
            throw new UncheckedIOException("the results can't be written to " + documents, e);
        }
    }
}
