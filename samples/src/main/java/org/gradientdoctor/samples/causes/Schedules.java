package org.gradientdoctor.samples.causes;

import java.util.function.DoubleFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Usual schedules of the learning rate, by iterations, for short trainings. */
enum Schedules {
    WARM_UP(rate -> new RampSchedule(new FixedSchedule(rate), 20)),
    DECAY(rate -> new ExponentialSchedule(ScheduleType.ITERATION, rate, .98)),
    STEPS(rate -> new StepSchedule(ScheduleType.ITERATION, rate, .3, 30));

    private final DoubleFunction<ISchedule> schedule;

    Schedules(DoubleFunction<ISchedule> schedule) {
        this.schedule = schedule;
    }

    /** @param rate the largest of the schedule */
    ISchedule from(double rate) {
        return schedule.apply(rate);
    }
}
