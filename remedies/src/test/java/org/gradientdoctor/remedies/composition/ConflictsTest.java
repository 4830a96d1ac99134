package org.gradientdoctor.remedies.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class ConflictsTest {
    private static final Columns ONE = new Columns(List.of(1.), List.of(2.));
    private final Remedy norm =
            new InsertBatchNormalization(List.of("a", "b"), Position.BEFORE_ACTIVATION, Start.STANDARD);
    private final Remedy slower = new ReduceLearningRate(Map.of("a", LayerRate.of(.1)));
    private final Remedy draw = new ReinitializeWeights(Map.of("a", Initialization.he()), 1);

    private static void assertConflict(Remedy one, Remedy other, String... words) {
        for (List<Remedy> steps : List.of(List.of(one, other), List.of(other, one))) {
            assertThat(Conflicts.among(steps))
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .contains(one.title(), other.title(), "do not go together")
                            .contains(words));
            assertThatThrownBy(() -> new Recommendation(steps, "why"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(words);
        }
    }

    private static void assertTogether(Remedy... steps) {
        assertThat(Conflicts.among(List.of(steps))).isEmpty();
    }

    @Test
    void learnedSlopesAreAnActivationAndGatesDrawTheirOwnWeights() {
        Remedy learned = new ParametricRectifier(List.of("a"), Map.of("a", ParametricRectifier.fitting()), 1);
        assertConflict(
                learned,
                new SwapActivation(List.of("a"), Activation.ELU, Map.of(), 1),
                "activation of layer a",
                "two functions");
        assertConflict(learned, draw, "weights of layer a", "two rules");
        assertConflict(new GateRecurrence(List.of("a"), 1), draw, "weights of layer a", "two rules");
        assertThat(Conflicts.drawn(List.of(new GateRecurrence(List.of("a"), 1))))
                .containsExactly("a");
    }

    @Test
    void aLayerIsNormalizedInOneWay() {
        assertConflict(
                norm,
                new InsertBatchNormalization(List.of("b"), Position.AFTER_ACTIVATION, Start.STANDARD),
                "normalize layer b in two ways");
        assertConflict(norm, new LayerNormalization(List.of("a")), "normalize layer a in two ways");
        assertTogether(norm, new LayerNormalization(List.of("c")));
    }

    @Test
    void seluStandsWithoutBatchNormalization() {
        assertConflict(SwapActivation.keepingWeights(List.of("b"), Activation.SELU), norm, "SELU in layer b", "ELU");
        assertTogether(SwapActivation.keepingWeights(List.of("c"), Activation.SELU), norm);
        assertTogether(SwapActivation.keepingWeights(List.of("b"), Activation.ELU), norm);
    }

    @Test
    void aGradientIsClippedInOnePlace() {
        Remedy byLayer = new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, Map.of("a", 1.));
        assertConflict(byLayer, new ClipGlobalNorm(List.of("a", "b"), 1), "clip the gradient of layer a");
        assertConflict(byLayer, new ClipAdaptively(List.of("a"), .01), "clip the gradient of layer a");
        assertConflict(byLayer, new ClipGradients(ClipGradients.Form.ELEMENT_WISE, Map.of("a", 1.)), "layer a");
        assertTogether(byLayer, new ClipAdaptively(List.of("b"), .01));
    }

    @Test
    void aLayerHasOneRateAndOneCourseOfIt() {
        Map<String, LayerRate> other = Map.of("a", LayerRate.of(.2));
        assertConflict(slower, new TuneLearningRate(other, RateCourse.constant()), "learning rate of layer a");
        assertConflict(slower, new ChangeUpdater(UpdaterKind.SGD, other, 0, 0), "learning rate of layer a");
        assertConflict(slower, new StandardizeInputs("a", ONE, LayerRate.of(.2), 1), "learning rate of layer a");
        assertConflict(slower, new StandardizeLabels("z", ONE, other, 1), "learning rate of layer a");
        Map<String, LayerRate> same = Map.of("a", LayerRate.of(.1));
        assertConflict(slower, new TuneLearningRate(same, RateCourse.warmUp(0, 10)), "go two ways");
        // Another updater at that rate, warmed up to it, is one plan.
        assertTogether(
                new ChangeUpdater(UpdaterKind.SGD, same, 0, 0), new TuneLearningRate(same, RateCourse.warmUp(0, 10)));
    }

    @Test
    void inputsAreStandardizedOnce() {
        assertConflict(
                new NormalizeInputs("a", ONE), new StandardizeInputs("a", ONE, LayerRate.of(.1), 1), "choose one");
        assertTogether(
                new NormalizeInputs("a", ONE),
                new InsertBatchNormalization(
                        List.of("a"),
                        InsertBatchNormalization.Position.BEFORE_ACTIVATION,
                        InsertBatchNormalization.Start.STANDARD));
    }

    @Test
    void aLayerHasOneUpdaterOnePenaltyAndOneLimit() {
        Map<String, LayerRate> rate = Map.of("a", LayerRate.of(.1));
        assertConflict(
                new ChangeUpdater(UpdaterKind.SGD, rate, 0, 0),
                new ChangeUpdater(UpdaterKind.ADAM, rate, 1e-8, 0),
                "two updaters");
        Remedy penalty = RegularizeWeights.by(Map.of("a", WeightPenalty.ofL2(.1)));
        assertConflict(penalty, RegularizeWeights.by(Map.of("a", WeightPenalty.ofL2(.2))), "penalize");
        assertConflict(penalty, new ChangeUpdater(UpdaterKind.ADAM, rate, 1e-8, .01), "penalize");
        assertTogether(penalty, new ChangeUpdater(UpdaterKind.ADAM, rate, 1e-8, 0));
        assertConflict(RegularizeWeights.byNorm(Map.of("a", 1.)), RegularizeWeights.byNorm(Map.of("a", 2.)), "limit");
        assertConflict(new ReduceDropout(Map.of("a", .8)), new ReduceDropout(Map.of("a", .9)), "two shares");
        assertTogether(new ReduceDropout(Map.of("a", .8)), penalty);
    }

    @Test
    void aLayerHasOneActivationAndAnOutputOnePair() {
        assertConflict(
                SwapActivation.keepingWeights(List.of("a"), Activation.RELU),
                SwapActivation.keepingWeights(List.of("a", "b"), Activation.ELU),
                "activation of layer a");
        assertConflict(
                SwapActivation.keepingWeights(List.of("a"), Activation.RELU),
                new TailorRectifier(List.of("a"), .5, Map.of(), 1),
                "activation of layer a");
        assertConflict(
                new FixOutputAndLoss("z", OutputPair.BITS),
                new FixOutputAndLoss("z", OutputPair.QUANTITIES),
                "layer z two pairs");
    }

    @Test
    void weightsAreDrawnByOneRuleFromOneSeed() {
        assertConflict(draw, new ReinitializeWeights(Map.of("a", Initialization.xavier()), 1), "weights of layer a");
        assertConflict(draw, new ReinitializeWeights(Map.of("a", Initialization.he()), 2), "weights of layer a");
        assertConflict(draw, new UnitVariance(List.of("a"), 1), "weights of layer a");
        assertConflict(
                draw,
                new SwapActivation(List.of("a"), Activation.SELU, Map.of("a", Initialization.lecun()), 1),
                "weights of layer a");
        assertTogether(draw, new SwapActivation(List.of("a"), Activation.RELU, Map.of("a", Initialization.he()), 1));
    }

    @Test
    void whatIsRemovedIsNotTreated() {
        Remedy shorter = new ReduceDepth(List.of(new Removal(List.of("a"), "b")), 1);
        assertConflict(shorter, draw, "removes layer a");
        assertTogether(shorter, new ReinitializeWeights(Map.of("b", Initialization.he()), 1));
    }

    @Test
    void whatTheOtherUndoesIsNotDone() {
        Remedy scaled = new UnitVariance(List.of("a"), 1);
        assertConflict(scaled, norm, "no effect");
        assertConflict(scaled, new StandardizeInputs("a", ONE, LayerRate.of(.1), 1), "layer a");
        assertConflict(scaled, new StandardizeLabels("a", ONE, Map.of(), 1), "layer a");
        assertConflict(
                new InsertBatchNormalization(List.of("b"), Position.BEFORE_ACTIVATION, Start.FROM_DATA),
                new StandardizeInputs("a", ONE, LayerRate.of(.1), 1),
                "standard values");
    }

    @Test
    void clippingDoesNotHideWhereValuesCeasedToBeFinite() {
        Remedy clip = new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, Map.of("a", 1.));
        assertThat(Conflicts.on(Set.of("a"), List.of(clip)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer a", "NaN", "draw its weights anew"));
        assertThat(Conflicts.on(Set.of("a"), List.of(clip, draw))).isEmpty();
        assertThat(Conflicts.on(Set.of("a"), List.of(slower))).isEmpty();
        // The listener leaves a gradient that is not finite as it is.
        assertThat(Conflicts.on(Set.of("a"), List.of(new ClipGlobalNorm(List.of("a"), 1))))
                .isEmpty();
        assertThat(Conflicts.on(Set.of(), List.of(clip))).isEmpty();
    }

    @Test
    void stepsComeInOneOrderAndOnce() {
        assertThat(StepOrder.of(List.of(norm, slower, draw, slower))).containsExactly(draw, slower, norm);
        assertThat(new Recommendation(List.of(norm, draw), "why"))
                .isEqualTo(new Recommendation(List.of(draw, norm), "why"));
    }

    /** Advice on top of other advice sets rates anew; what was set by the first does not stand in its way. */
    @Test
    void laterRatesHoldAndAllElseOfBothStays() {
        LayerRate fifth = LayerRate.of(.5);
        Recommendation later =
                new Recommendation(List.of(new TuneLearningRate(Map.of("a", fifth), RateCourse.constant())), "on top");
        Map<String, LayerRate> both = Map.of("a", LayerRate.of(.1), "b", LayerRate.of(.2));
        Map<String, LayerRate> other = Map.of("b", LayerRate.of(.2));
        assertThat(then(later, new ReduceLearningRate(both), draw))
                .containsExactlyInAnyOrder(
                        draw, new ReduceLearningRate(other), later.steps().get(0));
        assertThat(then(later, slower)).isEqualTo(later.steps());
        assertThat(then(later, new TuneLearningRate(both, RateCourse.constant())))
                .containsExactlyInAnyOrder(
                        new TuneLearningRate(other, RateCourse.constant()),
                        later.steps().get(0));
        assertThat(then(later, new StandardizeInputs("a", ONE, LayerRate.of(.1), 3)))
                .containsExactlyInAnyOrder(
                        new StandardizeInputs("a", ONE, fifth, 3), later.steps().get(0));
        assertThat(then(later, new StandardizeLabels("c", ONE, both, 3)))
                .containsExactlyInAnyOrder(
                        new StandardizeLabels("c", ONE, other, 3), later.steps().get(0));
        assertThat(then(later, new ChangeUpdater(UpdaterKind.ADAM, both, 1e-8, 0)))
                .containsExactlyInAnyOrder(
                        new ChangeUpdater(UpdaterKind.ADAM, Map.of("a", fifth, "b", LayerRate.of(.2)), 1e-8, 0),
                        later.steps().get(0));
        Recommendation relu =
                new Recommendation(List.of(new SwapActivation(List.of("a"), Activation.RELU, Map.of(), 0)), "first");
        Recommendation elu =
                new Recommendation(List.of(new SwapActivation(List.of("a"), Activation.ELU, Map.of(), 0)), "on top");
        assertThatThrownBy(() -> relu.then(elu)).hasMessageContaining("two functions");
    }

    private static List<Remedy> then(Recommendation later, Remedy... earlier) {
        return new Recommendation(List.of(earlier), "first").then(later).steps();
    }
}
