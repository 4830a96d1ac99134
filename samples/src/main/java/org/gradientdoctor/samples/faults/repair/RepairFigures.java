package org.gradientdoctor.samples.faults.repair;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.statistics.Bootstrap;
import org.gradientdoctor.samples.statistics.Wilson;

/**
 * What arms have come to over all cases.
 *
 * @param cases in the order they were repaired in
 */
record RepairFigures(List<RepairedCase> cases) {
    private static final long SEED = 20_26;
    private static final Set<State> TO_BE_REPAIRED = EnumSet.of(State.SICK, State.IMPAIRED);

    RepairFigures {
        cases = List.copyOf(cases);
    }

    /** In the order of tables; the references first. */
    List<String> arms() {
        return cases.isEmpty() ? List.of() : List.copyOf(cases.get(0).arms().keySet());
    }

    /** Those that ours is compared with. */
    List<String> rivals() {
        return arms().stream()
                .filter(arm -> !Set.of(PlainlyTrained.NAME, RepairRunner.SOUND_TWIN, Advised.NAME)
                        .contains(arm))
                .toList();
    }

    List<RepairedCase> of(State state) {
        return cases.stream().filter(each -> each.state() == state).toList();
    }

    /** Share of the cases of a state that reach s = .95. */
    Wilson repaired(String arm, State state) {
        return share(of(state), each -> each.isRepaired(arm));
    }

    /** Share of all cases in which s falls by more than .05. */
    Wilson worse(String arm) {
        return share(cases, each -> each.isWorse(arm));
    }

    private static Wilson share(List<RepairedCase> among, Predicate<RepairedCase> counted) {
        return new Wilson((int) among.stream().filter(counted).count(), among.size());
    }

    /** Mean gain in s over sick and impaired cases. */
    Figure gain(String arm) {
        return mean(unwell(), each -> each.gain(arm));
    }

    /** Mean cost in plain trainings. */
    Figure cost(String arm) {
        return mean(cases, each -> each.cost(arm));
    }

    double medianCost(String arm) {
        double[] costs =
                cases.stream().mapToDouble(each -> each.cost(arm)).sorted().toArray();
        int half = costs.length / 2;
        return costs.length == 0
                ? Double.NaN
                : costs.length % 2 == 1 ? costs[half] : (costs[half - 1] + costs[half]) / 2;
    }

    /** Ours less another's share of sick cases that are repaired, on the same cases. */
    Figure moreRepaired(String arm) {
        return mean(of(State.SICK), each -> one(each.isRepaired(Advised.NAME)) - one(each.isRepaired(arm)));
    }

    /** Ours less another's gain in s, on the same sick and impaired cases. */
    Figure moreGained(String arm) {
        return mean(unwell(), each -> each.gain(Advised.NAME) - each.gain(arm));
    }

    /** Ours less another's share of cases made worse, on the same cases. */
    Figure moreWorse(String arm) {
        return mean(cases, each -> one(each.isWorse(Advised.NAME)) - one(each.isWorse(arm)));
    }

    private static double one(boolean counted) {
        return counted ? 1 : 0;
    }

    private List<RepairedCase> unwell() {
        return cases.stream()
                .filter(each -> TO_BE_REPAIRED.contains(each.state()))
                .toList();
    }

    /** With the interval of the bootstrap over cases; NaN where there are none. */
    private static Figure mean(List<RepairedCase> among, ToDoubleFunction<RepairedCase> number) {
        double[] values = among.stream().mapToDouble(number).toArray();
        if (values.length == 0) {
            return new Figure(Double.NaN, Double.NaN, Double.NaN);
        }
        Bootstrap.Interval interval = Bootstrap.of(
                values.length,
                SEED,
                draw -> IntStream.of(draw).mapToDouble(i -> values[i]).average().orElse(Double.NaN));
        return new Figure(Arrays.stream(values).average().orElse(Double.NaN), interval.low(), interval.high());
    }
}
