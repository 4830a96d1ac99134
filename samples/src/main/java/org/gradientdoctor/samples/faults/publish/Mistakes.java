package org.gradientdoctor.samples.faults.publish;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.verdict.Moment;

/** Every case where our verdict was wrong. */
final class Mistakes {
    private Mistakes() {}

    static Section section(Standings standings) {
        return Section.of(
                "Where we were wrong",
                entries(standings, "missed at the end", sick(Moment.END)),
                entries(
                        standings,
                        "missed at a tenth of the run",
                        sick(Moment.TENTH).and(scored -> scored.verdict().at(Moment.END) == Outcome.FAILING)),
                entries(
                        standings,
                        "false alarm",
                        scored -> scored.is(State.HEALTHY) && scored.verdict().gravest() == Outcome.FAILING),
                entries(standings, "another cause first", scored -> scored.is(State.SICK) && !scored.isCauseRight(1)));
    }

    private static Predicate<Scored> sick(Moment moment) {
        return scored -> scored.is(State.SICK) && scored.verdict().at(moment) != Outcome.FAILING;
    }

    private static Entries entries(Standings standings, String what, Predicate<Scored> wrong) {
        return new Entries(standings.ours().stream()
                .filter(scored -> !scored.isApart())
                .filter(wrong)
                .map(scored -> entry(what, scored))
                .toList());
    }

    private static Entry entry(String what, Scored scored) {
        return new Entry(
                what + ": " + scored.name(),
                List.of(String.format(
                        Locale.ROOT,
                        "(s = %.2f), called %s at a tenth, %s at the end, %s at its gravest; found %s; causes %s",
                        scored.truth().share(),
                        scored.verdict().at(Moment.TENTH),
                        scored.verdict().at(Moment.END),
                        scored.verdict().gravest(),
                        String.join(" ", scored.verdict().codes()),
                        scored.verdict().causes())));
    }
}
