package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.junit.jupiter.api.Test;

/** Which cases are taken, with states that are made up: trains nothing. */
class RepairSampleTest {
    private final List<BenchCase> part = new Cases().of(Part.TUNING);

    /** Half of all cases sick, a quarter healthy, an eighth impaired, the rest undecided. */
    private State state(BenchCase each) {
        return switch (part.indexOf(each) % 8) {
            case 0, 2, 4, 6 -> State.SICK;
            case 1, 5 -> State.HEALTHY;
            case 3 -> State.IMPAIRED;
            default -> State.UNDECIDED;
        };
    }

    private List<BenchCase> sample(int size) {
        return RepairSample.of(part, this::state, size);
    }

    private static <K> Map<K, Long> counts(List<BenchCase> cases, Function<BenchCase, K> by) {
        return cases.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    @Test
    void statesStandInFixedProportionsTheSickFirst() {
        List<BenchCase> sample = sample(120);

        assertThat(sample).doesNotHaveDuplicates();
        assertThat(counts(sample, this::state))
                .isEqualTo(Map.of(State.SICK, 72L, State.IMPAIRED, 18L, State.HEALTHY, 30L));
        assertThat(sample.subList(0, 72))
                .allSatisfy(each -> assertThat(state(each)).isEqualTo(State.SICK));
    }

    /** A larger sample goes on where a smaller one ended. */
    @Test
    void whatComesAfterASampleIsWhatALargerOneAdds() {
        List<BenchCase> later = RepairSample.after(part, this::state, 40, 80);

        assertThat(counts(later, this::state))
                .isEqualTo(Map.of(State.SICK, 24L, State.IMPAIRED, 6L, State.HEALTHY, 10L));
        assertThat(later).doesNotContainAnyElementsOf(sample(40));
        assertThat(RepairSample.after(part, this::state, 0, 80)).isEqualTo(sample(80));
    }

    @Test
    void familiesTakeTurns() {
        List<BenchCase> sick = sample(80).subList(0, 48);

        Map<String, Long> families = counts(sick, BenchCase::family);
        assertThat(families.keySet()).isEqualTo(counts(part, BenchCase::family).keySet());
        assertThat(Collections.max(families.values()) - Collections.min(families.values()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void alterationsThatWereNotTakenYetGoFirst() {
        List<BenchCase> sick = sample(40).subList(0, 24);

        // The first of each family in the bench's order are of the same few alterations.
        List<BenchCase> firsts = part.stream()
                .filter(each -> state(each) == State.SICK)
                .collect(Collectors.groupingBy(BenchCase::family, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(family -> family.stream().limit(2))
                .limit(24)
                .toList();
        assertThat(counts(sick, BenchCase::alterations).size())
                .isGreaterThan(counts(firsts, BenchCase::alterations).size());
    }

    @Test
    void whatIsTakenIsOfThePartAndNoShuffledLabels() {
        List<BenchCase> sample = sample(1000);

        assertThat(part).containsAll(sample);
        assertThat(sample).noneMatch(each -> each.alterations().contains("shuffled labels"));
        // Of a state that has fewer than its share all are taken, and no others in their place.
        assertThat(counts(sample, this::state).get(State.SICK))
                .isEqualTo(part.stream()
                        .filter(each ->
                                state(each) == State.SICK && !each.alterations().contains("shuffled labels"))
                        .count());
        assertThat(counts(sample, this::state)).doesNotContainKey(State.UNDECIDED);
    }

    @Test
    void theSameIsTakenEachTimeAndFewerAreAPartOfMore() {
        assertThat(sample(120)).isEqualTo(sample(120));
        assertThat(sample(120).subList(0, 72))
                .startsWith(sample(40).subList(0, 24).toArray(BenchCase[]::new));
    }
}
