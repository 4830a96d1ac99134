package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class PersistenceTest {
    /** Full readings at 0, 1, …, 7; odd ones can't be judged where asked. */
    private static Optional<Persistence<Long>> over(boolean odd, LongPredicate condition) {
        TraceFixture trace = TraceFixture.relu(3);
        trace.iterations = 8;
        trace.full = i -> true;
        return Persistence.of(
                trace.snapshot().full(),
                reading -> Optional.of(reading.iteration()).filter(i -> odd || i % 2 == 0),
                condition::test);
    }

    @Test
    void itPersistsInThreeOfTheLastFiveWithTheLastOne() {
        assertThat(over(true, i -> i >= 5).orElseThrow().isPersistent()).isTrue();
        assertThat(over(true, i -> i >= 6).orElseThrow().isPersistent()).isFalse();
        assertThat(over(true, i -> i < 7).orElseThrow().isPersistent()).isFalse();
        assertThat(over(true, i -> i == 3 || i == 5 || i == 7).orElseThrow().isPersistent())
                .isTrue();
    }

    @Test
    void itTellsSinceWhenWithoutABreak() {
        assertThat(over(true, i -> i == 1 || i >= 4).orElseThrow().since()).isEqualTo(4);
        assertThat(over(true, i -> i <= 2).orElseThrow().since()).isZero();
    }

    @Test
    void readingsThatCannotBeJudgedAreNoBreak() {
        Persistence<Long> even = over(false, i -> i >= 2).orElseThrow();

        assertThat(even.readings()).isEqualTo(List.of(0L, 2L, 4L, 6L));
        assertThat(even.isPersistent()).isTrue();
        assertThat(even.extent()).isEqualTo("in 3 of the last 4 full readings");
    }

    @Test
    void withoutAnyJudgedReadingThereIsNone() {
        TraceFixture trace = TraceFixture.relu(3);
        assertThat(Persistence.of(trace.snapshot().full(), reading -> Optional.empty(), any -> true))
                .isEmpty();
    }
}
