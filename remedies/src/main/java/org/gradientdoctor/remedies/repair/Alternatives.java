package org.gradientdoctor.remedies.repair;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Recommendation;

/**
 * What was advised behind the accepted treatment and not tried, as the first acceptance ends a round. Better than no
 * treatment need not be good: where a share ends poor, one trial of each is looked at, and those that are better than no
 * treatment by then are trained to the end of the plan, until one ends no longer poor. This chooses among ways to treat a
 * network for which a treatment was accepted, so it takes no more controls.
 *
 * @param admission which of them are tried at all
 * @param untried whole treatments, best first
 * @param untreated values of the controls at the first look
 * @param arms where all arms of the repair are kept
 */
record Alternatives(Admission admission, List<List<Recommendation>> untried, List<Double> untreated, List<Arm> arms) {
    /** Trained to the end of the plan: more cost more than the four trials of a treatment at its first looks. */
    private static final int MOST = 3;

    /**
     * Those behind the accepted one among what was advised: first the ones that do all it does and more.
     *
     * @param base what was applied already when they were advised
     * @param advice best first
     * @param accepted the treatment that ended the round
     */
    static Alternatives behind(
            Admission admission,
            List<Recommendation> base,
            List<Recommendation> advice,
            Arm accepted,
            Arm controls,
            List<Arm> arms) {
        Recommendation chosen = accepted.treatment().get(base.size());
        List<List<Recommendation>> untried = advice.stream()
                .skip(advice.indexOf(chosen) + 1L)
                .sorted(Comparator.comparing(each -> !each.steps().containsAll(chosen.steps())))
                .map(each -> Stream.concat(base.stream(), Stream.of(each)).toList())
                .toList();
        int look = admission.laboratory().look(0);
        return new Alternatives(
                admission, untried, Arrays.stream(controls.values(look)).boxed().toList(), arms);
    }

    /** What is best of the given end and of theirs. */
    Finish weigh(Finish accepted) {
        Laboratory laboratory = admission.laboratory();
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
                best = best.exceededBy(laboratory, begun.get(), "With another treatment, " + title(treatment) + ",")
                        .orElse(best);
            }
        }
        return best;
    }

    /** Whether it is better than no treatment at the first look, and nothing fails; its network is given up where not. */
    private boolean isPromising(Arm arm) {
        int look = admission.laboratory().look(0);
        arm.trainTo(look);
        boolean promising = !arm.fails()
                && admission
                        .laboratory()
                        .acceptance()
                        .isBetter(
                                arm.values(look),
                                untreated.stream().mapToDouble(value -> value).toArray());
        if (!promising) {
            arm.discharge();
        }
        return promising;
    }

    private static String title(List<Recommendation> treatment) {
        return treatment.stream().map(Recommendation::title).collect(Collectors.joining(", then "));
    }
}
