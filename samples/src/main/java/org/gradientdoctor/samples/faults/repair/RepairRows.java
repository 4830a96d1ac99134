package org.gradientdoctor.samples.faults.repair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every case with what every arm has made of it, one row each, separated by tabs. */
final class RepairRows {
    private RepairRows() {}

    static void write(RepairFigures figures, Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add(String.join(
                "\t",
                "case",
                "family",
                "alteration",
                "truth",
                "planned",
                "arm",
                "metric",
                "constant",
                "twin",
                "s",
                "gain",
                "iterations",
                "looks",
                "chosen"));
        for (RepairedCase each : figures.cases()) {
            for (String arm : figures.arms()) {
                rows.add(row(each, arm));
            }
        }
        Files.write(file, rows);
    }

    private static String row(RepairedCase each, String arm) {
        Repaired result = each.by(arm);
        return String.join(
                "\t",
                each.name(),
                each.family(),
                each.alteration(),
                each.state().name(),
                Integer.toString(each.planned()),
                arm,
                number(result.score().value()),
                number(each.scale().constant()),
                number(each.scale().twin()),
                number(each.share(arm)),
                number(each.gain(arm)),
                Integer.toString(result.iterations()),
                Integer.toString(result.looks()),
                result.chosen());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
