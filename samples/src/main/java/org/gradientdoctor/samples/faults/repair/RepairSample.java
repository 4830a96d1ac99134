package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;

/**
 * Which cases of a part are repaired: of so many, three fifths are sick, three twentieths impaired and the rest healthy
 * (72, 18 and 30 of 120), the sick ones first. Where a state has fewer, all of them are taken and none in their place.
 *
 * <p>Within a state families take turns in the order of their names. A family gives the case whose alteration has been
 * taken least so far, of equal ones the first in the bench's order. Nothing is drawn.
 */
final class RepairSample {
    private static final double SICK = .6;
    private static final double IMPAIRED = .15;
    /** Shuffled labels, which no repair can mend and no single training shows. */
    private static final String NOT_TO_BE_REPAIRED = "shuffled labels";

    private RepairSample() {}

    /**
     * The cases to repair.
     *
     * @param part all cases of one part
     * @param states what each is, by outcome
     * @param size how many are to be taken
     */
    static List<BenchCase> of(List<BenchCase> part, Function<BenchCase, State> states, int size) {
        int sick = (int) Math.round(SICK * size);
        int impaired = (int) Math.round(IMPAIRED * size);
        List<BenchCase> sample = new ArrayList<>();
        sample.addAll(taken(part, states, State.SICK, sick));
        sample.addAll(taken(part, states, State.IMPAIRED, impaired));
        sample.addAll(taken(part, states, State.HEALTHY, size - sick - impaired));
        return sample;
    }

    /**
     * The cases that a sample of this size has and a smaller one has not.
     *
     * @param before size of the smaller one; 0 leaves nothing out
     */
    static List<BenchCase> after(List<BenchCase> part, Function<BenchCase, State> states, int before, int size) {
        List<BenchCase> sample = new ArrayList<>(of(part, states, size));
        sample.removeAll(of(part, states, before));
        return sample;
    }

    private static List<BenchCase> taken(
            List<BenchCase> part, Function<BenchCase, State> states, State state, int quota) {
        Map<String, List<BenchCase>> families = new TreeMap<>();
        for (BenchCase each : part) {
            if (states.apply(each) == state && !each.alterations().contains(NOT_TO_BE_REPAIRED)) {
                families.computeIfAbsent(each.family(), any -> new ArrayList<>())
                        .add(each);
            }
        }
        Map<String, Integer> times = new HashMap<>();
        List<BenchCase> taken = new ArrayList<>();
        while (taken.size() < quota && !families.isEmpty()) {
            for (List<BenchCase> family : List.copyOf(families.values())) {
                if (taken.size() < quota) {
                    BenchCase next = family.stream()
                            .min(Comparator.comparingInt(each -> takenOf(each, times)))
                            .orElseThrow();
                    family.remove(next);
                    labels(next).forEach(label -> times.merge(label, 1, Integer::sum));
                    taken.add(next);
                }
            }
            families.values().removeIf(List::isEmpty);
        }
        return taken;
    }

    /** How often the alteration was taken before; of two at once, both together. */
    private static int takenOf(BenchCase each, Map<String, Integer> times) {
        return labels(each).stream()
                .mapToInt(label -> times.getOrDefault(label, 0))
                .sum();
    }

    private static List<String> labels(BenchCase each) {
        return each.isSound() ? List.of("sound") : each.alterations();
    }
}
