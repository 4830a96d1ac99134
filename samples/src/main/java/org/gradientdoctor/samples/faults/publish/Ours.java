package org.gradientdoctor.samples.faults.publish;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.statistics.Wilson;

/** What only our verdicts say: degrees, causes, layers. */
final class Ours {
    private Ours() {}

    static Section section(Standings standings) {
        Scores ours = standings.of(Judged.OURS);
        Stream<List<String>> moments = Stream.of(Moment.values())
                .flatMap(moment -> Stream.of(
                        share("sick cases warned of or failed, " + moment.title(), ours.warned(moment)),
                        share("impaired cases warned of or failed, " + moment.title(), ours.impairedFound(moment)),
                        share("healthy cases failed, " + moment.title(), ours.falseAlarms(moment))));
        Stream<List<String>> others = Stream.of(
                share("healthy cases ever warned of or failed", ours.falseWarnings()),
                List.of(
                        "healthy cases failed for each 1,000 iterations of healthy training",
                        String.format(Locale.ROOT, "%.4f", ours.falseAlarmsPerThousand())),
                List.of(
                        "median iteration of the first right FAILING",
                        ours.medianFirstFailing().asCount()),
                share("right cause first", ours.cause(1)),
                share("right cause among the first three", ours.cause(3)),
                share("sick cases with the fault in one layer: that layer is among those named", ours.located()),
                List.of(
                        "share of the network's layers named there",
                        String.format(Locale.ROOT, "%.2f", ours.shareOfLayersNamed())));
        return Section.of(
                "Ours in detail",
                new Table(
                        List.of("", "measured"), Stream.concat(moments, others).toList()));
    }

    private static List<String> share(String name, Wilson share) {
        return List.of(name, Figure.of(share).asShare());
    }
}
