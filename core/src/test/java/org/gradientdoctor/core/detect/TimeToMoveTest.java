package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeToMoveTest {
    @Test
    void aRatioOfOneInAThousandMovesALayerByOnePerCentInTenSteps() {
        TimeToMove time = TimeToMove.of(TraceFixture.relu(3).snapshot());

        assertThat(time.iterations()).containsOnlyKeys("0", "1", "2");
        assertThat(time.iterations().get("0")).isCloseTo(10, within(1e-9));
    }

    @Test
    void aLayerWithoutUpdateTakesForeverAndFrozenOrZeroWeightsHaveNoTime() {
        TraceFixture trace = TraceFixture.relu(4);
        trace.ratio = (layer, i) -> layer == 0 ? 0 : 1e-3;
        trace.weights = (layer, i) -> layer == 1 ? 0 : .25;
        trace.frozen = Set.of(2);

        TimeToMove time = TimeToMove.of(trace.snapshot());

        assertThat(time.iterations()).containsOnlyKeys("0", "3");
        assertThat(time.longest(List.of("0", "3"))).isInfinite();
    }

    @Test
    void aThirdOfTheLayersBeyondTheHorizonIsEnough() {
        TraceFixture trace = TraceFixture.relu(4);
        // 100 and 1e6 iterations.
        trace.ratio = (layer, i) -> layer == 0 ? 1e-8 : 1e-4;
        TimeToMove time = TimeToMove.of(trace.snapshot());
        Horizon horizon = new Horizon(1000, true);

        assertThat(time.isBeyond(horizon, List.of("0", "1", "2"))).isTrue();
        assertThat(time.isBeyond(horizon, List.of("0", "1", "2", "3"))).isFalse();
        assertThat(time.isBeyond(horizon, List.of("unknown"))).isFalse();
        assertThat(time.beyond(horizon, List.of("0", "1"))).containsExactly("0");
    }

    @Test
    void theHorizonIsThePlanOrAMultipleOfWhatWasSpent() {
        TraceFixture trace = TraceFixture.relu(3);
        assertThat(Horizon.of(trace.snapshot())).isEqualTo(new Horizon(10_000, false));
        trace.iterations = 2000;
        assertThat(Horizon.of(trace.snapshot())).isEqualTo(new Horizon(20_000, false));
        trace.planned = 5000;
        assertThat(Horizon.of(trace.snapshot())).isEqualTo(new Horizon(3000, true));
        // At the end of the plan nothing is left, but what was spent would have been enough.
        trace.planned = 2000;
        assertThat(Horizon.of(trace.snapshot())).isEqualTo(new Horizon(2000, true));
    }
}
