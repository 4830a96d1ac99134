package org.gradientdoctor.samples.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.gradientdoctor.samples.input.Examples;

/**
 * Examples in two parts, each with the same shares of all groups.
 *
 * @param training the larger part
 * @param heldOut a fifth, never trained on
 */
public record HoldOut(Examples training, Examples heldOut) {
    private static final int PARTS = 5;

    /**
     * Holds a fifth of each group out, rounded; at least one example of all, and never a group's only one.
     *
     * @throws IllegalArgumentException if there are fewer than five examples
     */
    public static HoldOut fifth(Examples examples, long seed) {
        if (examples.count() < PARTS) {
            throw new IllegalArgumentException("a fifth of " + examples.count() + " examples cannot be held out");
        }
        TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < examples.count(); row++) {
            groups.computeIfAbsent(examples.groups()[row], group -> new ArrayList<>())
                    .add(row);
        }
        Random random = new Random(seed);
        List<Integer> training = new ArrayList<>();
        List<Integer> heldOut = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            Collections.shuffle(group, random);
            int out = (group.size() + PARTS / 2) / PARTS;
            heldOut.addAll(group.subList(0, out));
            training.addAll(group.subList(out, group.size()));
        }
        if (heldOut.isEmpty()) {
            heldOut.add(training.remove(training.size() - 1));
        }
        return new HoldOut(examples.rows(array(training)), examples.rows(array(heldOut)));
    }

    private static int[] array(List<Integer> rows) {
        return rows.stream().mapToInt(row -> row).toArray();
    }
}
