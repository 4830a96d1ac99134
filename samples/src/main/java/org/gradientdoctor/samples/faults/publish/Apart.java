package org.gradientdoctor.samples.faults.publish;

import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;

/** Shuffled labels, which no single run can show. */
final class Apart {
    private Apart() {}

    static Section section(Standings standings) {
        List<List<String>> rows = standings.ours().stream()
                .filter(Scored::isApart)
                .map(scored -> List.of(
                        scored.name(),
                        scored.truth().state().name().toLowerCase(Locale.ROOT),
                        scored.verdict().at(Moment.END).name(),
                        String.join(" ", scored.verdict().codes())))
                .toList();
        return Section.of(
                "Shuffled labels, apart",
                new Paragraph(
                        "No single run shows them: a network that can learn them by heart trains as it should, and"
                                + " one that cannot stays at the constant answer, which is told as a stalled loss."),
                new Table(List.of("case", "outcome", "called at the end", "found"), rows));
    }
}
