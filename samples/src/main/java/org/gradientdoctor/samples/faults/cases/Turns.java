package org.gradientdoctor.samples.faults.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;

/** Whose turn it is: alterations that came up least before, so that those that seldom apply come up often enough. */
final class Turns {
    /** Faults of each plan, and as many alterations that are meant to be healthy. */
    private static final int OF_A_KIND = 6;

    private static final Set<Cause> RATES = Set.of(Cause.LEARNING_RATE_TOO_HIGH, Cause.LEARNING_RATE_TOO_LOW);

    private final Map<String, Integer> single = new HashMap<>();
    private final Map<String, Integer> paired = new HashMap<>();
    /** Among equals, others are first for each plan. */
    private int rotation;

    /** What to change about one plan, each entry a case: single alterations, two faults at once, then a fault in a single layer. */
    List<List<Alteration>> next(List<Alteration> fitting, Plan plan) {
        List<List<Alteration>> cases = new ArrayList<>();
        List<Alteration> faults = fitting.stream()
                .filter(each -> !each.harmless() && !each.isLocal())
                .toList();
        add(cases, faults, OF_A_KIND);
        add(cases, fitting.stream().filter(Alteration::harmless).toList(), OF_A_KIND);
        addPair(cases, faults.stream().filter(Alteration::combines).toList(), plan);
        add(cases, fitting.stream().filter(Alteration::isLocal).toList(), 1);
        rotation++;
        return cases;
    }

    private void add(List<List<Alteration>> cases, List<Alteration> fitting, int most) {
        inTurn(fitting, single).stream().limit(most).forEach(one -> {
            single.merge(one.name(), 1, Integer::sum);
            cases.add(List.of(one));
        });
    }

    private void addPair(List<List<Alteration>> cases, List<Alteration> faults, Plan plan) {
        List<Alteration> turn = inTurn(faults, paired);
        Alteration one = turn.get(0);
        turn.stream()
                .filter(other -> areApart(one.causes(plan), other.causes(plan)))
                .findFirst()
                .ifPresent(other -> {
                    paired.merge(one.name(), 1, Integer::sum);
                    paired.merge(other.name(), 1, Integer::sum);
                    cases.add(List.of(one, other));
                });
    }

    /** Two rates, or two causes that are one, would make a single fault, or none. */
    private static boolean areApart(Set<Cause> some, Set<Cause> others) {
        return Collections.disjoint(some, others)
                && (Collections.disjoint(some, RATES) || Collections.disjoint(others, RATES));
    }

    private List<Alteration> inTurn(List<Alteration> fitting, Map<String, Integer> before) {
        List<Alteration> turn = new ArrayList<>(fitting);
        Collections.rotate(turn, -3 * rotation);
        turn.sort(Comparator.comparing(each -> before.getOrDefault(each.name(), 0)));
        return turn;
    }
}
