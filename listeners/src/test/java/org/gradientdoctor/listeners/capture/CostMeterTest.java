package org.gradientdoctor.listeners.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    private static final long ITERATION = 1_000_000;
    private static final long VITALS = 2_000;
    private static final long FULL = 1_000_000;

    private long now;

    private List<Long> run(CostMeter meter, int iterations, long vitals) {
        List<Long> due = new ArrayList<>();
        for (long i = 0; i < iterations; i++) {
            now += ITERATION;
            meter.enter();
            boolean full = meter.isDue(i);
            now += vitals + (full ? FULL : 0);
            if (full) {
                due.add(i);
            }
            meter.iterationEnded(full);
            meter.leave();
        }
        return due;
    }

    @Test
    void theFirstReadingsComeAtPowersOfTwoAndTheOthersKeepTheBudget() {
        CostMeter meter = new CostMeter(ReadingSchedule.within(.01), () -> now);
        List<Long> due = run(meter, 100_000, VITALS);
        assertThat(due).startsWith(0L, 1L, 2L, 4L, 8L, 16L, 32L).contains(64L, 65536L);
        // Of 1 %, vital signs take .2 %; one reading costs one iteration, so .8 % of them are read.
        assertThat(due).hasSizeBetween(700, 850);
        assertThat(meter.cost().ratio()).isCloseTo(.01, within(.0005));
        assertThat(meter.cost().fullReadings()).isEqualTo(due.size());
    }

    @Test
    void whereVitalSignsAloneExceedTheBudgetOnlyPowersOfTwoRemain() {
        CostMeter meter = new CostMeter(ReadingSchedule.within(.01), () -> now);
        assertThat(run(meter, 100, 50_000)).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L);
    }

    @Test
    void aPauseBuysOneReadingAndNotABurst() {
        CostMeter meter = new CostMeter(ReadingSchedule.within(.01), () -> now);
        run(meter, 70, VITALS);
        now += 3_600_000_000_000L;
        long extra = 0;
        for (long i = 70; i < 120; i++) {
            now += ITERATION;
            meter.enter();
            boolean full = meter.isDue(i);
            now += VITALS + (full ? FULL : 0);
            extra += full ? 1 : 0;
            meter.iterationEnded(full);
            meter.leave();
        }
        assertThat(extra).isEqualTo(1);
    }

    @Test
    void atEvenDistancesCostsDoNotCount() {
        assertThat(run(new CostMeter(ReadingSchedule.every(40), () -> now), 100, VITALS))
                .containsExactly(0L, 40L, 80L);
        assertThat(run(new CostMeter(ReadingSchedule.never(), () -> now), 100, VITALS))
                .isEmpty();
    }

    @Test
    void timeInTheTapsIsWatching() {
        CostMeter meter = new CostMeter(ReadingSchedule.every(1), () -> now);
        meter.enter();
        meter.leave();
        now += 100;
        meter.add(40);
        meter.enter();
        now += 10;
        meter.leave();
        assertThat(meter.cost().watchingNanos()).isEqualTo(50);
        assertThat(meter.cost().trainingNanos()).isEqualTo(60);
        now += 1000;
        assertThat(meter.cost().trainingNanos()).isEqualTo(60);
    }

    @Test
    void schedulesReadAsSentences() {
        assertThat(ReadingSchedule.within(.01).toString()).contains("within 1 % of the training time");
        assertThat(ReadingSchedule.within(.005))
                .hasToString("full readings at iterations 0, 1, 2, 4, 8, … and within 0.5 % of the training time");
        assertThat(ReadingSchedule.every(1)).hasToString("a full reading each iteration");
        assertThat(ReadingSchedule.never()).hasToString("vital signs only");
    }
}
