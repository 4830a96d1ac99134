package org.gradientdoctor.samples.faults.cases;

import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** How a learning rate changes over a training. */
enum RateSchedule {
    CONSTANT {
        @Override
        ISchedule of(double rate, int iterations) {
            return new FixedSchedule(rate);
        }
    },
    /** From next to nothing to the full rate over the first tenth. */
    WARM_UP {
        @Override
        ISchedule of(double rate, int iterations) {
            return new RampSchedule(new FixedSchedule(rate), Math.max(2, iterations / 10));
        }
    },
    /** To a twentieth by the end. */
    DECAY {
        @Override
        ISchedule of(double rate, int iterations) {
            return new ExponentialSchedule(ScheduleType.ITERATION, rate, Math.pow(.05, 1.0 / iterations));
        }
    },
    /** Up and down four times (Smith 2017), at most the given rate. */
    CYCLIC {
        @Override
        ISchedule of(double rate, int iterations) {
            return new CycleSchedule(ScheduleType.ITERATION, rate / 10, rate, Math.max(4, iterations / 4), 0, 1);
        }
    };

    abstract ISchedule of(double rate, int iterations);
}
