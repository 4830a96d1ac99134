package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.remedies.GuardedNetworks.faulty;
import static org.gradientdoctor.remedies.GuardedNetworks.fit;
import static org.gradientdoctor.remedies.GuardedNetworks.graph;
import static org.gradientdoctor.remedies.GuardedNetworks.kinds;
import static org.gradientdoctor.remedies.GuardedNetworks.regression;
import static org.gradientdoctor.remedies.GuardedNetworks.stack;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.gradientdoctor.core.trace.Intervention.Reason;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Single steps: what is passed over, and what it leaves as it is. */
class TrainingGuardTest {
    static Stream<Arguments> networks() {
        List<Supplier<IUpdater>> updaters = List.of(
                () -> new Sgd(.1),
                () -> new Nesterovs(.05, .9),
                () -> new Adam(.01),
                () -> new RmsProp(.01),
                () -> new AMSGrad(.01));
        return updaters.stream()
                .flatMap(updater -> Stream.of(
                        Arguments.of(stack(updater.get()), 0),
                        Arguments.of(graph(updater.get()), 1),
                        Arguments.of(stack(updater.get()), 2)));
    }

    /** The guard alone, before, and behind a clipping listener. */
    private static List<TrainingListener> with(TrainingGuard guard, int order) {
        TrainingListener clipping = new GlobalNormClipping(1e3);
        return order == 0 ? List.of(guard) : order == 1 ? List.of(guard, clipping) : List.of(clipping, guard);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchWithNaNLeavesParametersAndUpdaterStateAsTheyAre(Model model, int order) {
        TrainingGuard guard = TrainingGuard.create();
        model.setListeners(with(guard, order));
        fit(model, 5);
        double loss = model.score();
        Map<String, List<Double>> parameters = State.parameters(model);
        List<Double> state = State.updater(model);
        Networks.fit(model, faulty(Double.NaN, 0));
        assertThat(State.parameters(model)).isEqualTo(parameters);
        assertThat(State.updater(model)).isEqualTo(state);
        assertThat(model.score()).as("the loss of the last step taken").isEqualTo(loss);
        assertThat(guard.interventions())
                .singleElement()
                .returns(Kind.SKIPPED_STEP, Intervention::kind)
                .returns(Reason.NON_FINITE, Intervention::reason)
                .returns(5L, Intervention::iteration);
        fit(model, 3);
        assertThat(State.parameters(model)).isNotEqualTo(parameters);
        assertThat(guard.interventions()).hasSize(1);
    }

    @Test
    void anAbsurdLabelIsPassedOver() {
        MultiLayerNetwork network = regression(new Adam(.01));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 40);
        Map<String, List<Double>> parameters = State.parameters(network);
        Networks.fit(network, faulty(0, 1e12));
        assertThat(State.parameters(network)).isEqualTo(parameters);
        assertThat(guard.interventions())
                .singleElement()
                .returns(Kind.SKIPPED_STEP, Intervention::kind)
                .returns(Reason.LOSS_JUMP, Intervention::reason);
    }

    /** Rates are set in new updaters, which must not take the place of the one at rest. */
    @Test
    void aStepThatIsPassedOverAndLowersTheRateIsNotTakenEither() {
        MultiLayerNetwork network = regression(new Adam(.01));
        TrainingGuard guard = TrainingGuard.builder().spikesInWindow(0).build();
        network.setListeners(guard);
        fit(network, 40);
        Map<String, List<Double>> parameters = State.parameters(network);
        List<Double> state = State.updater(network);
        Networks.fit(network, faulty(0, 1e12));
        assertThat(kinds(guard)).containsExactly(Kind.SKIPPED_STEP, Kind.LOWERED_RATE);
        assertThat(State.parameters(network)).isEqualTo(parameters);
        assertThat(State.updater(network)).isEqualTo(state);
    }

    /** The guard sets rates when it changes them, and not in every step. */
    @Test
    void aRateThatTheUserSetsAfterwardsStays() {
        MultiLayerNetwork network = regression(new Adam(.01));
        network.setListeners(TrainingGuard.builder().spikesInWindow(0).build());
        fit(network, 40);
        Networks.fit(network, faulty(0, 1e12));
        assertThat(network.getLearningRate(0)).isEqualTo(.005);
        network.setLearningRate(1e-4);
        fit(network, 5);
        assertThat(network.getLearningRate(0)).isEqualTo(1e-4);
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void clustersOfBatchesWithNaNArePassedOverHoweverOftenTheyCome(Model model) {
        TrainingGuard guard = TrainingGuard.create();
        model.setListeners(guard);
        fit(model, 30);
        DataSet faulty = faulty(Double.NaN, 0);
        for (int cluster = 0; cluster < 15; cluster++) {
            for (int i = 0; i < 4; i++) {
                Networks.fit(model, faulty);
            }
            fit(model, 3);
        }
        assertThat(guard.interventions())
                .hasSize(60)
                .allMatch(each -> each.kind() == Kind.SKIPPED_STEP && each.rateFactor() == 1);
    }

    static Stream<Model> bothKinds() {
        return Stream.of(stack(new Adam(.01)), graph(new Adam(.01)));
    }

    @Test
    void aSegmentWithNaNHandsNothingOnToTheNextOne() {
        Networks.Case truncated = RecurrentNetworks.truncated();
        TrainingGuard guard = TrainingGuard.create();
        truncated.model().setListeners(guard);
        truncated.fit(truncated.model(), 3);
        DataSet faulty = truncated.batch().copy();
        faulty.getFeatures().putScalar(0, 0, 0, Double.NaN);
        Networks.fit(truncated.model(), faulty);
        // The NaN is in the first time step, so only the first segment is passed over.
        assertThat(kinds(guard)).containsExactly(Kind.SKIPPED_STEP);
        assertThat(Double.isFinite(truncated.model().score())).isTrue();
    }
}
