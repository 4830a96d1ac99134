package org.gradientdoctor.listeners.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.junit.jupiter.api.Test;

class ThinTraceTest {
    @Test
    void fewerFullReadingsArePostedTheFirstAndTheLastAmongThem() {
        GradientHealthListener health =
                GradientHealthListener.builder().quiet().fullReadingEvery(1).build();
        new Training().heardBy(health).run(100);
        Diagnosis whole = health.diagnosis();
        Diagnosis thin = ThinTrace.of(whole);
        assertThat(whole.trace().full()).hasSizeGreaterThan(ThinTrace.READINGS);
        assertThat(thin.trace().full())
                .hasSize(ThinTrace.READINGS)
                .isSubsetOf(whole.trace().full())
                .isSortedAccordingTo((a, b) -> Long.compare(a.iteration(), b.iteration()));
        assertThat(thin.trace().full().get(0).iteration()).isZero();
        assertThat(thin.trace().latestFull().map(IterationReading::iteration)).hasValue(99L);
        assertThat(thin.findings()).isEqualTo(whole.findings());
        assertThat(thin.prediction()).isEqualTo(whole.prediction());
        assertThat(thin.trace().recent()).isEqualTo(whole.trace().recent());
        assertThat(ThinTrace.of(thin)).isSameAs(thin);
    }
}
