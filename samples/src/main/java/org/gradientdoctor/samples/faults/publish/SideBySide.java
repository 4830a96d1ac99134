package org.gradientdoctor.samples.faults.publish;

import java.util.List;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Comparison;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.gradientdoctor.samples.faults.verdict.Moment;

/** All contestants on the same trainings. */
final class SideBySide {
    private SideBySide() {}

    static Section section(Standings standings) {
        List<List<String>> rows = standings.contestants().stream()
                .map(contestant -> row(contestant, standings.of(contestant)))
                .toList();
        return Section.of(
                "Side by side",
                new Table(
                        List.of(
                                "",
                                "recall at the end",
                                "at a tenth of the run",
                                "at iteration 10",
                                "false alarms at any time",
                                "median iteration of the first right alarm"),
                        rows),
                new Paragraph(
                        "Recall: sick cases called FAILING; false alarms: healthy cases ever called FAILING. Peers"
                                + " have one degree of alarm, and each alarm of theirs counts as a right one."));
    }

    private static List<String> row(String contestant, Scores scores) {
        return List.of(
                contestant,
                Figure.of(scores.recall(Moment.END)).asShare(),
                Figure.of(scores.recall(Moment.TENTH)).asShare(),
                Figure.of(scores.recall(Moment.ITERATION_10)).asShare(),
                Figure.of(scores.falseAlarms()).asShare(),
                scores.medianFirstWarning().asCount());
    }

    static Section ahead(Standings standings) {
        Scores ours = standings.of(Judged.OURS);
        List<List<String>> rows = standings.peers().stream()
                .map(peer -> List.of(
                        peer,
                        ahead(Comparison.of(ours, standings.of(peer), Moment.END)),
                        ahead(Comparison.of(ours, standings.of(peer), Moment.TENTH))))
                .toList();
        return Section.of(
                "Ahead by",
                new Paragraph("Recall less false alarms at any time, ours less the peer's on the same cases, with the"
                        + " interval of the paired difference (bootstrap over cases)."),
                new Table(List.of("", "at the end", "at a tenth of the run"), rows));
    }

    private static String ahead(Comparison comparison) {
        Figure figure = new Figure(
                comparison.ahead(),
                comparison.interval().low(),
                comparison.interval().high());
        return figure.asShare() + (comparison.interval().excludesZero() ? "" : ", undecided");
    }
}
