package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gradientdoctor.core.reading.IterationReading;

/**
 * How long something holds over full readings. Layers times detectors times iterations are thousands of chances for a
 * fluke, so that one reading alone makes no one sick.
 *
 * @param readings what was judged of each reading that could be, oldest first
 * @param holds for each of them whether it holds
 * @param iterations and at which iteration it was read
 */
record Persistence<T>(List<T> readings, List<Boolean> holds, List<Long> iterations) {
    /** The most recent readings that are looked at. */
    static final int WINDOW = 5;
    /** Of these it must hold in so many, the last one included: a majority of five. */
    static final int HELD = 3;

    /**
     * @param judge what is judged of a reading; empty where it can't be
     * @param condition what may hold
     * @return empty where no reading could be judged
     */
    static <T> Optional<Persistence<T>> of(
            List<IterationReading> full, Function<IterationReading, Optional<T>> judge, Predicate<T> condition) {
        List<T> readings = new ArrayList<>();
        List<Boolean> holds = new ArrayList<>();
        List<Long> iterations = new ArrayList<>();
        for (IterationReading reading : full) {
            judge.apply(reading).ifPresent(judged -> {
                readings.add(judged);
                holds.add(condition.test(judged));
                iterations.add(reading.iteration());
            });
        }
        return readings.isEmpty() ? Optional.empty() : Optional.of(new Persistence<>(readings, holds, iterations));
    }

    int judged() {
        return readings.size();
    }

    T latest() {
        return readings.get(readings.size() - 1);
    }

    boolean holdsNow() {
        return holds.get(holds.size() - 1);
    }

    /** In how many of the most recent readings it holds. */
    int held() {
        return (int) holds.subList(Math.max(0, judged() - WINDOW), judged()).stream()
                .filter(held -> held)
                .count();
    }

    boolean isPersistent() {
        return holdsNow() && held() >= HELD;
    }

    /** Index of the last reading where it holds; -1 where it never does. */
    int lastHeld() {
        return holds.lastIndexOf(true);
    }

    /** First iteration of the unbroken stretch of readings that ends where it last holds. */
    long since() {
        int at = lastHeld();
        while (at > 0 && holds.get(at - 1)) {
            at--;
        }
        return at < 0 ? 0 : iterations.get(at);
    }

    /** {@code in 4 of the last 5 full readings}. */
    String extent() {
        return "in " + held() + " of the last " + Math.min(WINDOW, judged()) + " full readings";
    }
}
