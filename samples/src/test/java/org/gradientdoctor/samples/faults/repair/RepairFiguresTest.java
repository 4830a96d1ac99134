package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.samples.faults.publish.Provenance;
import org.gradientdoctor.samples.faults.score.Figure;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.truth.Scale;
import org.junit.jupiter.api.Test;

/** Figures of made-up results, with a constant answer of 0 and twins of 1, so that a metric is its own s. */
class RepairFiguresTest {
    private static final String RIVAL = "rival";
    private static final int PLANNED = 100;

    private static RepairedCase repaired(State state, double untreated, double ours, double rival) {
        Map<String, Repaired> arms = new LinkedHashMap<>();
        arms.put(PlainlyTrained.NAME, result(untreated, PLANNED));
        arms.put(RepairRunner.SOUND_TWIN, result(1, PLANNED));
        arms.put(Advised.NAME, result(ours, 3 * PLANNED));
        arms.put(RIVAL, result(rival, 2 * PLANNED));
        return new RepairedCase("dense 0: " + untreated, "dense", "a fault", state, PLANNED, new Scale(0, 1), arms);
    }

    private static Repaired result(double value, int iterations) {
        return new Repaired(new Score(value, 0), iterations, 4, "chosen", "tried this and that");
    }

    private final RepairFigures figures = new RepairFigures(List.of(
            repaired(State.SICK, .1, 1, .1),
            repaired(State.SICK, .2, .94, .95),
            repaired(State.SICK, 0, Double.NEGATIVE_INFINITY, 0),
            repaired(State.IMPAIRED, .8, 1, .7),
            repaired(State.HEALTHY, 1, .96, .9)));

    @Test
    void repairedIsWhatReachesNineteenTwentieths() {
        assertThat(figures.repaired(Advised.NAME, State.SICK).hits()).isEqualTo(1);
        assertThat(figures.repaired(RIVAL, State.SICK).hits()).isEqualTo(1);
        assertThat(figures.repaired(Advised.NAME, State.SICK).all()).isEqualTo(3);
        assertThat(figures.repaired(Advised.NAME, State.IMPAIRED).hits()).isEqualTo(1);
    }

    @Test
    void gainIsTheMeanOverWhatWasNotHealthy() {
        // .9, .74, 0 and .2; of the rival 0, .75, 0 and -.1.
        assertThat(figures.gain(Advised.NAME).value()).isCloseTo(1.84 / 4, within(1e-9));
        assertThat(figures.gain(RIVAL).value()).isCloseTo(.65 / 4, within(1e-9));
        assertThat(figures.moreGained(RIVAL).value()).isCloseTo(1.19 / 4, within(1e-9));
    }

    @Test
    void worseIsALossOfMoreThanATwentiethHealthyOnesIncluded() {
        // .04 is no loss, .1 is.
        assertThat(figures.worse(Advised.NAME).hits()).isZero();
        assertThat(figures.worse(RIVAL).hits()).isEqualTo(2);
        assertThat(figures.moreWorse(RIVAL).value()).isCloseTo(-2 / 5., within(1e-9));
    }

    @Test
    void differencesArePairedCaseByCase() {
        // Ours repairs the first and the rival the second: 1, -1 and 0.
        Figure difference = figures.moreRepaired(RIVAL);
        assertThat(difference.value()).isZero();
        assertThat(difference.low()).isNegative();
        assertThat(difference.high()).isPositive();
    }

    @Test
    void costIsInPlainTrainings() {
        assertThat(figures.cost(Advised.NAME).value()).isEqualTo(3);
        assertThat(figures.medianCost(RIVAL)).isEqualTo(2);
        assertThat(figures.rivals()).containsExactly(RIVAL);
    }

    @Test
    void thePageListsEveryMissOfOursWithWhatWasTried() {
        String page = page(figures);
        // As the build's format check wants documents to end.
        assertThat(page).endsWith(".\n").doesNotEndWith("\n\n");

        assertThat(page)
                .contains("5 cases: 3 sick, 1 impaired, 1 healthy")
                .contains("| Gradient Doctor | 0.333")
                .contains("- dense 0: 0.2 (sick) untreated s = 0.20, sound twin s = 1.00, Gradient Doctor s = 0.94,"
                        + " rival s = 0.95. Ours: chosen. Tried: tried this and that.")
                .contains("- dense 0: 0.0 (sick)")
                .doesNotContain("- dense 0: 0.1 (sick)");
    }

    @Test
    void withoutRivalsThereIsNothingToBeAheadOf() {
        RepairedCase alone = repaired(State.SICK, .1, 1, .1);
        alone.arms().remove(RIVAL);
        assertThat(page(new RepairFigures(List.of(alone))))
                .contains("| Gradient Doctor | 1")
                .contains("(bench/made-up.tsv)")
                .doesNotContain("Ours less the others");
    }

    @Test
    void thePageSaysWhereArmsWentOnWithAllData() {
        RepairFigures figures = new RepairFigures(List.of(repaired(State.SICK, .1, 1, .1)));
        String sentence = "goes on for two fifths of a plain training";
        assertThat(page(figures, true)).contains(sentence);
        assertThat(page(figures)).doesNotContain(sentence);
    }

    private static String page(RepairFigures figures) {
        return page(figures, false);
    }

    private static String page(RepairFigures figures, boolean onAllData) {
        return new RepairPage(
                        figures,
                        new Provenance("today", "made-up part", "here", "no command"),
                        "bench/made-up.tsv",
                        onAllData)
                .text();
    }
}
