package org.gradientdoctor.samples.faults.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.verdict.Judged;

/**
 * All contestants on the same cases in the same order.
 *
 * @param byContestant their scored cases, ours first
 */
public record Standings(Map<String, List<Scored>> byContestant) {

    public Standings {
        byContestant = new LinkedHashMap<>(byContestant);
    }

    public Scores of(String contestant) {
        return new Scores(scoredOf(contestant));
    }

    /** All cases, those that are reported apart too. */
    public List<Scored> scoredOf(String contestant) {
        return byContestant.getOrDefault(contestant, List.of());
    }

    public List<String> contestants() {
        return List.copyOf(byContestant.keySet());
    }

    public List<String> peers() {
        return byContestant.keySet().stream()
                .filter(name -> !name.equals(Judged.OURS))
                .toList();
    }

    /** Our scored cases, all of them. */
    public List<Scored> ours() {
        return scoredOf(Judged.OURS);
    }

    /** How many cases the outcome puts in a state, those that are reported apart left out. */
    public long count(State state) {
        return ours().stream()
                .filter(scored -> !scored.isApart())
                .filter(scored -> scored.is(state))
                .count();
    }

    /** Our scores by a property of the case, sorted by it. */
    public Map<String, Scores> oursBy(Function<Scored, String> property) {
        Map<String, List<Scored>> groups = new TreeMap<>();
        ours().forEach(scored -> groups.computeIfAbsent(property.apply(scored), any -> new ArrayList<>())
                .add(scored));
        Map<String, Scores> scores = new LinkedHashMap<>();
        groups.forEach((name, cases) -> scores.put(name, new Scores(cases)));
        return scores;
    }
}
