package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** A guarded training that goes well is the same bit for bit as an unguarded one. */
class HealthyTrainingTest {
    /** More than the guard takes to know what is usual. */
    private static final int ITERATIONS = 30;

    static Stream<Arguments> catalog() {
        return Networks.catalog().entrySet().stream().map(Map.Entry::getKey).map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalog")
    void theGuardChangesNothing(String name) {
        Supplier<Networks.Case> made = Objects.requireNonNull(Networks.catalog().get(name));
        Networks.Case plain = made.get();
        plain.model().setListeners(new GlobalNormClipping(1e6));
        Nd4j.getRandom().setSeed(5);
        plain.fit(plain.model(), ITERATIONS);
        State expected = State.of(plain.model());

        Networks.Case watched = made.get();
        TrainingGuard guard = TrainingGuard.builder().snapshotEvery(4).build();
        watched.model().setListeners(guard, GradientHealthListener.create(), new GlobalNormClipping(1e6));
        Nd4j.getRandom().setSeed(5);
        watched.fit(watched.model(), ITERATIONS);
        State actual = State.of(watched.model());

        assertThat(guard.interventions()).isEmpty();
        assertThat(actual.json()).isEqualTo(expected.json());
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.updater()).isEqualTo(expected.updater());
        assertThat(actual.root()).isEqualTo(expected.root());
        assertThat(actual.node()).isEqualTo(expected.node());
    }
}
