package org.gradientdoctor.samples.faults.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.samples.faults.truth.GroundTruth;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.verdict.Moment;
import org.gradientdoctor.samples.faults.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Ten cases counted by hand: five sick, of which four are found, and four healthy, of which one is blamed. */
class ScoresTest {
    private static final Outcome OK = Outcome.HEALTHY;
    private static final Outcome WARNING = Outcome.WARNING;
    private static final Outcome FAILING = Outcome.FAILING;

    private final List<Scored> cases = new ArrayList<>();

    ScoresTest() {
        add("rate", State.SICK, OK, WARNING, FAILING, 50, Cause.LEARNING_RATE_TOO_HIGH);
        add("rate", State.SICK, WARNING, FAILING, FAILING, 4, Cause.LEARNING_RATE_TOO_HIGH);
        add("depth", State.SICK, FAILING, FAILING, FAILING, 1, Cause.WEIGHT_SCALE_TOO_SMALL, Cause.EXCESSIVE_DEPTH);
        add("depth", State.SICK, WARNING, WARNING, FAILING, 2, Cause.EXCESSIVE_DEPTH);
        add("depth", State.SICK, OK, OK, OK, -1);
        add("sound", State.HEALTHY, OK, OK, OK, -1);
        add("sound", State.HEALTHY, WARNING, OK, OK, 1);
        add("sound", State.HEALTHY, FAILING, OK, OK, 1);
        add("sound", State.HEALTHY, OK, OK, OK, -1);
        add("shuffled labels", State.SICK, OK, OK, OK, -1);
    }

    private void add(
            String alteration, State state, Outcome early, Outcome tenth, Outcome end, int first, Cause... named) {
        Cause right = alteration.equals("rate") ? Cause.LEARNING_RATE_TOO_HIGH : Cause.EXCESSIVE_DEPTH;
        Verdict verdict = new Verdict(
                Map.of(Moment.ITERATION_10, early, Moment.TENTH, tenth, Moment.END, end),
                Outcome.gravest(List.of(early, tenth, end)),
                first < 0 ? OptionalInt.empty() : OptionalInt.of(first),
                OptionalInt.empty(),
                List.of(named),
                List.of(),
                alteration.equals("depth") ? List.of("2", "3") : List.of());
        cases.add(new Scored(
                alteration + cases.size(),
                "dense",
                alteration,
                500,
                new GroundTruth(state, .2),
                Set.of(right),
                10,
                alteration.equals("depth") ? Set.of(String.valueOf(cases.size())) : Set.of(),
                verdict));
    }

    @Test
    void recallIsTheShareOfSickCasesCalledFailingShuffledLabelsApart() {
        Scores scores = new Scores(cases);

        assertThat(scores.recall(Moment.END).hits()).isEqualTo(4);
        assertThat(scores.recall(Moment.END).all()).isEqualTo(5);
        assertThat(scores.recall(Moment.TENTH).hits()).isEqualTo(2);
        assertThat(scores.recall(Moment.ITERATION_10).hits()).isEqualTo(1);
        assertThat(scores.warned(Moment.TENTH).hits()).isEqualTo(4);
    }

    @Test
    void anAlarmAtAnyTimeIsAFalseAlarm() {
        Scores scores = new Scores(cases);

        assertThat(scores.falseAlarms().hits()).isEqualTo(1);
        assertThat(scores.falseAlarms().all()).isEqualTo(4);
        assertThat(scores.falseAlarms(Moment.END).hits()).isZero();
        assertThat(scores.falseWarnings().hits()).isEqualTo(2);
        // One alarm in 4 × 500 iterations.
        assertThat(scores.falseAlarmsPerThousand()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void causesCountByTheirRankAndMissesCountAsWrong() {
        Scores scores = new Scores(cases);

        assertThat(scores.cause(1).hits()).isEqualTo(3);
        assertThat(scores.cause(3).hits()).isEqualTo(4);
        assertThat(scores.cause(1).all()).isEqualTo(5);
    }

    @Test
    void aLayerIsFoundWhereItIsAmongThoseNamed() {
        // Cases 2, 3 and 4 have their fault in the layer of that name, and layers 2 and 3 are named of ten.
        assertThat(new Scores(cases).located().hits()).isEqualTo(2);
        assertThat(new Scores(cases).located().all()).isEqualTo(3);
        assertThat(new Scores(cases).shareOfLayersNamed()).isCloseTo(.2, within(1e-12));
    }

    @Test
    void warnedWithinSoManyIterations() {
        assertThat(new Scores(cases).warnedWithin(new double[] {1, 3, 50})).containsExactly(.2, .4, .8);
    }

    @Test
    void theMedianCountsNeverAsLateAsCanBe() {
        // 1, 2, 4, 50, never.
        assertThat(new Scores(cases).medianFirstWarning().value()).isEqualTo(4);
    }

    @Test
    void theAdvantageIsRecallLessFalseAlarms() {
        assertThat(new Scores(cases).advantage(Moment.END)).isCloseTo(4 / 5.0 - 1 / 4.0, within(1e-12));
    }

    @Test
    void againstItselfNobodyIsAhead() {
        Comparison comparison = Comparison.of(new Scores(cases), new Scores(cases), Moment.END);

        assertThat(comparison.ahead()).isZero();
        assertThat(comparison.interval().excludesZero()).isFalse();
    }

    @Test
    void aheadOfOneThatNeverSpeaksByOnesOwnAdvantage() {
        List<Scored> silent = cases.stream()
                .map(scored -> new Scored(
                        scored.name(),
                        scored.family(),
                        scored.alteration(),
                        scored.iterations(),
                        scored.truth(),
                        scored.right(),
                        scored.layers(),
                        scored.layersAtFault(),
                        new Verdict(
                                Map.of(),
                                OK,
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                List.of(),
                                List.of(),
                                List.of())))
                .toList();

        assertThat(Comparison.of(new Scores(cases), new Scores(silent), Moment.END)
                        .ahead())
                .isCloseTo(.55, within(1e-12));
    }
}
