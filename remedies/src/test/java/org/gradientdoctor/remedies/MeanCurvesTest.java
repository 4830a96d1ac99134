package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.remedies.Trial.Look;
import org.gradientdoctor.remedies.trial.LossCurve;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeanCurvesTest {
    private static Trial trial(LossCurve losses, @Nullable String failure, Look... looks) {
        return new Trial(
                List.of(), 1, List.of(looks), losses, Outcome.HEALTHY, List.of(), Duration.ofSeconds(1), failure);
    }

    /** A loss that is the number of its iteration, in 200 points at most, as a trial keeps it. */
    private static LossCurve counting(int iterations) {
        int points = Math.min(200, iterations);
        return new LossCurve(
                iterations,
                IntStream.range(0, points)
                        .mapToObj(i -> (LossCurve.begin(iterations, i, points)
                                        + LossCurve.begin(iterations, i + 1, points)
                                        - 1)
                                / 2.0)
                        .toList());
    }

    /** At the middle of iterations a..b-1 the mean of a loss equal to the iteration's number is half an iteration less. */
    @Test
    void trialsOfUnequalLengthMeetWhereTheirIterationsDo() {
        List<Dot> dots = MeanCurves.losses(List.of(trial(counting(100), null), trial(counting(1000), null)));
        assertThat(dots).hasSize(200).allSatisfy(dot -> {
            assertThat(dot.y()).isEqualTo(dot.x() - .5);
            assertThat(dot.broken()).isFalse();
        });
        assertThat(dots.get(199).x()).isEqualTo(997.5);
    }

    @Test
    void aTrialThatEndedIsMarkedFromThereOnAndTheOthersGoOn() {
        Trial ended = trial(
                new LossCurve(4, List.of(1., 2., 4., Double.NaN)), "parameters were not finite", look(4, Double.NaN));
        Trial other = trial(new LossCurve(6, Collections.nCopies(6, 8.)), null, look(3, .5), look(6, .7));
        assertThat(MeanCurves.losses(List.of(ended, other)))
                .containsExactly(
                        new Dot(.5, 4.5, false),
                        new Dot(1.5, 5, false),
                        new Dot(2.5, 6, false),
                        new Dot(3.5, 8, true),
                        new Dot(4.5, 8, true),
                        new Dot(5.5, 8, true));
        assertThat(MeanCurves.values(List.of(ended, other)))
                .containsExactly(new Dot(3, .5, false), new Dot(4, Double.NaN, true), new Dot(6, .7, true));
        assertThat(MeanCurves.ends("untreated", List.of(ended, other)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.iteration()).isEqualTo(4);
                    assertThat(event.text()).contains("untreated: 1 of 2", "parameters were not finite");
                });
    }

    @Test
    void trialsWithoutAnIterationHaveNoCurve() {
        List<Trial> none = List.of(trial(new LossCurve(0, List.of()), "training threw at iteration 0"));
        assertThat(MeanCurves.losses(none)).isEmpty();
        assertThat(MeanCurves.values(none)).isEmpty();
        assertThat(MeanCurves.ends("untreated", none)).hasSize(1);
    }

    private static Look look(int iterations, double value) {
        return new Look(iterations, value);
    }
}
