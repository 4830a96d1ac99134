package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.TimeProfile;
import org.junit.jupiter.api.Test;

/** GH001 in a training whose probes read the signal over 40 time steps. */
class VanishingOverTimeTest {

    /** A signal that changes by a factor with each step back. */
    private static TimeProfile profile(double factor) {
        return new TimeProfile(
                "0",
                false,
                "SimpleRnn",
                IntStream.range(0, 40).mapToObj(k -> Math.pow(factor, k)).toList(),
                factor,
                1,
                Double.NaN,
                true);
    }

    private static Finding examine(TraceFixture trace, double factor, int probes) {
        trace.probed = Collections.nCopies(probes, profile(factor));
        return new VanishingGradientDetector().examine(trace.snapshot());
    }

    @Test
    void aSignalThatDoesNotReachBackFailsWhereNothingIsLearned() {
        // .5⁶ is above and .5⁷ below 1 %: six of 39 steps.
        Finding finding = examine(TraceFixture.relu(2).learnsNothing(), .5, 4);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0");
        assertThat(finding.firstIteration()).hasValue(0);
        assertThat(finding.explanation()).contains("reaches 6 of 39 steps").contains("in 4 of 4 probes");
    }

    @Test
    void oneProbeAloneOnlyWarns() {
        assertThat(examine(TraceFixture.relu(2).learnsNothing(), .5, 1).outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void aNetworkThatLearnsNeedsNoSignalFromFarBack() {
        assertThat(examine(TraceFixture.relu(2), .5, 4).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aSignalThatReachesBackIsHealthyHoweverTheLossIs() {
        assertThat(examine(TraceFixture.relu(2).learnsNothing(), .97, 4).outcome())
                .isEqualTo(Outcome.HEALTHY);
    }
}
