package org.gradientdoctor.samples.faults.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Scores;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.statistics.Wilson;

/** Our figures for groups of cases. */
final class Groups {
    private Groups() {}

    static Section by(String title, Standings standings, Function<Scored, String> property) {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Scores> group : standings.oursBy(property).entrySet()) {
            Scores scores = group.getValue();
            rows.add(List.of(
                    group.getKey(),
                    String.valueOf(scores.recall(Moment.END).all()),
                    share(scores.recall(Moment.END)),
                    share(scores.recall(Moment.TENTH)),
                    share(scores.cause(1)),
                    String.valueOf(scores.falseAlarms().all()),
                    share(scores.falseAlarms()),
                    share(scores.falseWarnings())));
        }
        return Section.of(
                title,
                new Table(
                        List.of(
                                "",
                                "sick",
                                "recall at the end",
                                "at a tenth",
                                "right cause first",
                                "healthy",
                                "false alarms",
                                "false warnings"),
                        rows));
    }

    private static String share(Wilson share) {
        return share.all() == 0 ? "" : String.format(Locale.ROOT, "%.2f", share.share());
    }
}
