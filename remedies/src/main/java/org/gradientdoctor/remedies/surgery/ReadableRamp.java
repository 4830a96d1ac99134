package org.gradientdoctor.remedies.surgery;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A {@link RampSchedule} as a {@link MapSchedule} of the same values. Deeplearning4j writes a ramp to JSON without what it
 * is made of, and then cannot read it.
 */
final class ReadableRamp {
    /** Iterations; a map has an entry for each, in every layer, a line of JSON of some forty bytes. */
    private static final int LONGEST = 10_000;

    private ReadableRamp() {}

    /** Puts the map in the place of a ramp over a fixed rate; leaves other rates alone. */
    static void replaceIn(IUpdater updater) {
        RateSchedule.of(updater).flatMap(ReadableRamp::of).ifPresent(map -> updater.setLrAndSchedule(Double.NaN, map));
    }

    /**
     * Empty for what is no ramp, for one over anything but a fixed value, which no finite map can follow, and for one of
     * more than {@value #LONGEST} iterations.
     */
    static Optional<ISchedule> of(ISchedule schedule) {
        if (schedule.getClass() != RampSchedule.class
                || part(schedule, "baseSchedule").getClass() != FixedSchedule.class) {
            return Optional.empty();
        }
        int iterations = (int) part(schedule, "numIter");
        if (iterations > LONGEST) {
            return Optional.empty();
        }
        Map<Integer, Double> values = new LinkedHashMap<>();
        int last = Math.max(0, iterations - 1);
        for (int iteration = 0; iteration <= last; iteration++) {
            values.put(iteration, schedule.valueAt(iteration, 0));
        }
        return Optional.of(new MapSchedule(ScheduleType.ITERATION, values));
    }

    /** Of fields for which there is no getter. */
    private static Object part(ISchedule ramp, String name) {
        try {
            Field field = RampSchedule.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(ramp);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of ND4J has a RampSchedule without " + name, e);
        }
    }
}
