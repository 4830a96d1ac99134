package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * How a learning rate goes along: up to the rate, along it, and down again, each over a number of iterations, in steps
 * of a twentieth. It counts the network's own iterations, from a given one, so that it means the same whenever it is
 * set.
 *
 * @param from the iteration of the network at which it begins
 * @param rise iterations of warm-up, 0 for none
 * @param hold iterations at the full rate between rise and fall; for all that follow where there is no fall
 * @param fall iterations of decay to a twentieth of the rate, where it stays; 0 for none
 */
public record RateCourse(int from, int rise, int hold, int fall) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 20;
    private static final RateCourse CONSTANT = new RateCourse(0, 0, 0, 0);

    /**
     * @throws IllegalArgumentException where a number is negative
     */
    public RateCourse {
        if (from < 0 || rise < 0 || hold < 0 || fall < 0) {
            throw new IllegalArgumentException("a course of the rate from iteration " + from + " over " + rise + ", "
                    + hold + " and " + fall + " iterations runs backwards: give numbers of at least 0");
        }
    }

    /** The same rate all the time. */
    public static RateCourse constant() {
        return CONSTANT;
    }

    /** Up to the rate over so many iterations, then the rate. */
    public static RateCourse warmUp(int from, int iterations) {
        return new RateCourse(from, iterations, 0, 0);
    }

    public boolean isConstant() {
        return rise == 0 && fall == 0;
    }

    /**
     * As Deeplearning4j has it; null for the rate itself. Always a {@link MapSchedule}: a model with a {@code
     * RampSchedule} can be saved and not be read again.
     */
    @Nullable
    ISchedule schedule(double rate) {
        if (isConstant()) {
            return null;
        }
        Map<Integer, Double> values = new TreeMap<>();
        if (rise > 0) {
            stairs(values, from, rise, rate, true);
        }
        values.put(from + rise, rate);
        if (fall > 0) {
            stairs(values, from + rise + hold, fall, rate, false);
        }
        values.putIfAbsent(0, rise > 0 ? rate / Math.min(STEPS, rise) : rate);
        return new MapSchedule(ScheduleType.ITERATION, values);
    }

    private static void stairs(Map<Integer, Double> values, int start, int iterations, double rate, boolean up) {
        int steps = Math.min(STEPS, iterations);
        for (int step = 0; step < steps; step++) {
            int at = start + (int) ((long) step * iterations / steps);
            values.put(at, rate * (up ? step + 1 : steps - step) / steps);
        }
    }

    /** For people: {@code , warmed up over 100 iterations}; empty for a constant rate. */
    @Override
    public String toString() {
        return (rise > 0 ? ", warmed up over " + rise + " iterations from iteration " + from : "")
                + (fall > 0 ? ", decaying over " + fall + " iterations from iteration " + (from + rise + hold) : "");
    }
}
