package org.gradientdoctor.remedies.repair;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Recommendation;

/**
 * What was advised behind an accepted treatment and not tried, as the first acceptance ends a round. Better than no
 * treatment need not be good: where a share ends poor, one trial of each is looked at, and those that are better than the
 * untreated trials by then are trained to the end of the plan, until one ends no longer poor. This chooses among ways to
 * treat a network for which a treatment was accepted, so it takes no more controls.
 *
 * @param admission which of them are tried at all
 * @param controls the untreated trials
 * @param untried whole treatments, best first
 * @param arms where all arms of the repair are kept
 */
record Alternatives(
        Laboratory laboratory, Admission admission, Arm controls, List<List<Recommendation>> untried, List<Arm> arms) {
    /** So many are trained to the end of the plan, which costs as much as the first look at fifteen trials. */
    private static final int MOST = 3;

    /**
     * Whole treatments in place of an accepted one: first those that have all its steps. Rates that it was tried at are
     * theirs, too, unless they set their own.
     *
     * @param base what was applied already when they were advised
     * @param others what was advised
     */
    static List<List<Recommendation>> to(Arm accepted, List<Recommendation> base, List<Recommendation> others) {
        Recommendation chosen = accepted.treatment().get(base.size());
        List<Recommendation> rungs = accepted.treatment()
                .subList(base.size() + 1, accepted.treatment().size());
        return others.stream()
                .sorted(Comparator.comparing(each -> !each.steps().containsAll(chosen.steps())))
                .map(each -> Stream.of(
                                base, List.of(each), Rungs.setsRates(List.of(each)) ? List.<Recommendation>of() : rungs)
                        .flatMap(List::stream)
                        .toList())
                .toList();
    }

    /**
     * What is best of the given end and of theirs, which have to be better by the least difference that counts.
     *
     * @param reached is told of each better end
     */
    Finish weigh(Finish accepted, Consumer<Finish> reached) {
        Finish best = accepted;
        int trained = 0;
        for (List<Recommendation> treatment : untried) {
            if (trained == MOST || !best.isPoor(laboratory.metric())) {
                break;
            }
            Optional<Arm> begun = admission.begin(treatment, 1);
            begun.ifPresent(arms::add);
            if (begun.filter(this::isPromising).isPresent()) {
                trained++;
                Arm arm = begun.get();
                Optional<Finish> better =
                        best.exceededBy(laboratory, arm, Acceptance.POINTS, "Another treatment, " + arm.title() + ",");
                better.ifPresent(reached);
                best = better.orElse(best);
            }
        }
        return best;
    }

    /** Whether it is better than no treatment at the first look, and nothing fails; its network is given up where not. */
    private boolean isPromising(Arm arm) {
        int look = laboratory.look(0);
        arm.trainTo(0, look);
        boolean promising = !arm.fails() && laboratory.acceptance().isBetter(arm.values(look), controls.values(look));
        if (!promising) {
            arm.discharge();
        }
        return promising;
    }
}
