package org.gradientdoctor.samples.faults.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.gradientdoctor.samples.faults.verdict.Moment;

/** What was aimed at, and by how much it was missed. Fixed before the report part was run. */
final class Targets {
    private static final double RECALL = .97;
    private static final double RECALL_AT_A_TENTH = .9;
    private static final double FALSE_ALARMS = .01;
    private static final double FIRST_CAUSE = .9;
    private static final double FIRST_WARNING = 10;

    private Targets() {}

    static Section section(Standings standings) {
        Scores ours = standings.of(Judged.OURS);
        List<List<String>> rows = new ArrayList<>();
        rows.add(atLeast("recall at the end", RECALL, Figure.of(ours.recall(Moment.END))));
        rows.add(atLeast("recall at a tenth of the run", RECALL_AT_A_TENTH, Figure.of(ours.recall(Moment.TENTH))));
        rows.add(atMost("false alarms at any time", FALSE_ALARMS, Figure.of(ours.falseAlarms())));
        rows.add(atLeast("right cause first", FIRST_CAUSE, Figure.of(ours.cause(1))));
        Figure median = ours.medianFirstWarning();
        rows.add(List.of(
                "median iteration of the first right warning",
                String.format(Locale.ROOT, "at most %.0f", FIRST_WARNING),
                median.asCount(),
                median.value() <= FIRST_WARNING
                        ? "met"
                        : String.format(Locale.ROOT, "missed by %.0f", median.value() - FIRST_WARNING)));
        return Section.of(
                "What was aimed at",
                new Table(List.of("figure", "target", "measured", ""), rows),
                new Paragraph("The cases behind what was missed are listed at the end of this page."));
    }

    private static List<String> atLeast(String name, double target, Figure figure) {
        return row(name, "at least ", target, figure, target - figure.value());
    }

    private static List<String> atMost(String name, double target, Figure figure) {
        return row(name, "at most ", target, figure, figure.value() - target);
    }

    private static List<String> row(String name, String side, double target, Figure figure, double missed) {
        return List.of(
                name,
                side + target,
                figure.asShare(),
                missed <= 0 ? "met" : String.format(Locale.ROOT, "missed by %.3f", missed));
    }
}
