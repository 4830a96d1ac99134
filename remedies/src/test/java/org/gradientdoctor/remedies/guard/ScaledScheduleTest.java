package org.gradientdoctor.remedies.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

class ScaledScheduleTest {

    @Test
    void everyKindKeepsItsCourseAtAnotherHeight() {
        for (ScheduleType type : ScheduleType.values()) {
            for (ISchedule schedule : List.of(
                    new StepSchedule(type, .1, .5, 10),
                    new ExponentialSchedule(type, .1, .99),
                    new InverseSchedule(type, .1, .01, 2),
                    new PolySchedule(type, .1, 2, 100),
                    new SigmoidSchedule(type, .1, .1, 50),
                    new CycleSchedule(type, .01, .1, 40, 4, .1),
                    new MapSchedule(type, Map.of(0, .1, 20, .05)),
                    new FixedSchedule(.1))) {
                ISchedule scaled = ScaledSchedule.of(schedule, .25).orElseThrow();
                assertThat(scaled).hasSameClassAs(schedule);
                for (int i = 0; i < 90; i++) {
                    assertThat(scaled.valueAt(i, i))
                            .as("%s at %d", schedule, i)
                            .isCloseTo(.25 * schedule.valueAt(i, i), within(1e-12));
                }
            }
        }
    }

    @Test
    void aKindThatGivesNothingToScaleHasNone() {
        assertThat(ScaledSchedule.of(new RampSchedule(new FixedSchedule(.1), 5), .5))
                .isEmpty();
    }
}
