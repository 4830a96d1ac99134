package org.gradientdoctor.samples.faults.publish;

import java.util.List;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;

/** How often each symptom was found in what proved sick, impaired and healthy. */
final class Codes {
    private Codes() {}

    static Section section(Standings standings) {
        List<Scored> cases =
                standings.ours().stream().filter(scored -> !scored.isApart()).toList();
        List<List<String>> rows = cases.stream()
                .flatMap(scored -> scored.verdict().codes().stream())
                .distinct()
                .sorted()
                .map(code -> List.of(
                        code,
                        count(cases, code, State.SICK),
                        count(cases, code, State.IMPAIRED),
                        count(cases, code, State.HEALTHY)))
                .toList();
        return Section.of(
                "By symptom",
                new Paragraph("Cases of which it was warned or failed at the end."),
                new Table(List.of("", "sick", "impaired", "healthy"), rows));
    }

    private static String count(List<Scored> cases, String code, State state) {
        return String.valueOf(cases.stream()
                .filter(scored -> scored.is(state))
                .filter(scored -> scored.verdict().codes().contains(code))
                .count());
    }
}
