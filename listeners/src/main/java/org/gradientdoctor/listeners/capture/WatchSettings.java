package org.gradientdoctor.listeners.capture;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * What a {@link TrainingWatch} needs to be told.
 *
 * @param schedule when full readings are due
 * @param plannedIterations how many iterations will be trained; 0 where unknown
 * @param nanoTime the clock, nanoseconds from any origin
 * @param afterFullReading called on the training thread after each full reading, with what gives a snapshot where one is
 *     wanted; its time counts as watching
 */
public record WatchSettings(
        ReadingSchedule schedule,
        long plannedIterations,
        LongSupplier nanoTime,
        Consumer<Supplier<TraceSnapshot>> afterFullReading) {}
