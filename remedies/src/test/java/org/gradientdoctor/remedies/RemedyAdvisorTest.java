package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.FlightRecord;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class RemedyAdvisorTest {
    private final RemedyAdvisor advisor = RemedyAdvisor.standard();
    private final MultiLayerNetwork sigmoid = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 3, 8);

    static MultiLayerNetwork relu() {
        return Networks.stack(Networks.start(new Sgd(.1))
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    static TraceSnapshot spikes(Model model) {
        List<VitalSigns> vitals = new ArrayList<>();
        int layers = Diagnoses.profile(model).layers().size();
        for (int i = 0; i < 100; i++) {
            double[] norms = new double[layers];
            Arrays.fill(norms, i % 20 == 0 ? 50 : 1 + i % 7 * .1);
            vitals.add(Diagnoses.vitals(i, 1, false, norms));
        }
        return Diagnoses.trace(Diagnoses.profile(model), vitals, List.of(), null);
    }

    private List<Recommendation> advise(Model model, List<Attribution> causes, Symptom... symptoms) {
        return advisor.advise(model, Diagnoses.of(model, causes, symptoms));
    }

    @Test
    void aHealthyNetworkGetsNoAdvice() {
        assertThat(advise(sigmoid, List.of())).isEmpty();
    }

    @Test
    void saturationIsAnsweredByReluWithHeAndOutputsAreDrawnAnewWithIt() {
        List<Recommendation> advice = advise(
                sigmoid,
                List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, .93, "layer1", "layer2")),
                Symptom.VANISHING_GRADIENT);
        SwapActivation first = (SwapActivation) advice.get(0).steps().get(0);
        assertThat(advice.get(0).steps()).hasSize(1);
        assertThat(first.activation()).isEqualTo(Activation.RELU);
        // layer0 has the same activation as the named ones.
        assertThat(first.swapped()).containsExactly("layer0", "layer1", "layer2");
        assertThat(first.redrawn())
                .containsEntry("layer0", Initialization.he())
                .containsEntry("layer3", Initialization.xavier());
        assertThat(first.seed()).isEqualTo(17);
        assertThat(advice.get(0).explanation())
                .contains("Saturating activation accounts for 93 %", "measured 3.7 decades", "RELU in 3 layers");
        assertThat(advice.get(0).needsData()).isFalse();
        assertThat(advice.stream().skip(1).map(Recommendation::title))
                .containsSubsequence(
                        "swap activation to leakyrelu and re-initialize weights (He for slope 0.01, Xavier)",
                        "swap activation to elu and re-initialize weights (He, Xavier)",
                        "swap activation to selu and re-initialize weights (LeCun, Xavier)")
                .contains("normalize layers");
        // What restores all of it comes before what restores half, and normalization and skips go with ReLU.
        assertThat(advice.stream().limit(5).map(RemedyAdvisorTest::names))
                .containsExactly(
                        List.of("swap-activation"),
                        List.of("swap-activation", "add-skip-connections"),
                        List.of("swap-activation", "insert-batch-normalization"),
                        List.of("insert-batch-normalization"),
                        List.of("swap-activation", "change-updater", "insert-batch-normalization"));
        assertThat(advice.get(0).predicted()).isEqualTo(new PredictedEffect(.93, List.of(Symptom.VANISHING_GRADIENT)));
        assertThat(advice.get(3).safety()).isEqualTo(SafetyClass.KEEPS_PARAMETERS);
    }

    static List<String> names(Recommendation recommendation) {
        return recommendation.steps().stream().map(Remedy::name).toList();
    }

    @Test
    void clippingThatWouldRuleIsNotAdvisedAndTheLowerRateSaysSo() {
        MultiLayerNetwork network = relu();
        List<VitalSigns> growing = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double norm = Math.pow(1.1, i);
            growing.add(Diagnoses.vitals(i, 1, false, norm, norm, norm));
        }
        TraceSnapshot trace = Diagnoses.trace(Diagnoses.profile(network), growing, List.of(), null);
        List<Recommendation> advice = advisor.advise(
                network,
                Diagnoses.of(
                        network,
                        trace,
                        List.of(Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, 1)),
                        Symptom.DIVERGING_LOSS));
        assertThat(advice.get(0).steps().get(0)).isInstanceOf(ReduceLearningRate.class);
        assertThat(advice.get(0).explanation()).contains("100 % of the later gradients", "lower the rate instead");
        assertThat(advice.stream().map(RemedyAdvisorTest::names)).doesNotContain(List.of("clip-gradients"));
    }

    @Test
    void weightsTooLargeAreDrawnAnewAndTheRateIsLeftAlone() {
        MultiLayerNetwork network = relu();
        network.params().assign(Double.NaN);
        List<Recommendation> advice = advise(
                network,
                List.of(
                        Diagnoses.cause(Cause.WEIGHT_SCALE_TOO_LARGE, .85, "layer1"),
                        Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, .15)),
                Symptom.NON_FINITE_VALUE,
                Symptom.EXPLODING_GRADIENT);
        assertThat(advice.get(0).steps())
                .containsExactly(new ReinitializeWeights(
                        Map.of(
                                "layer0", Initialization.he(),
                                "layer1", Initialization.he(),
                                "layer2", Initialization.xavier()),
                        17));
        // Every other one draws NaN weights anew, too.
        assertThat(advice)
                .allSatisfy(other -> assertThat(
                                State.parameters(other.applyTo(network)).values())
                        .allSatisfy(values -> assertThat(values).doesNotContain(Double.NaN)));
    }

    @Test
    void aConsiderableSecondCauseIsTreatedTogetherWithTheFirstAsSecondAdvice() {
        List<Recommendation> advice = advise(
                sigmoid,
                List.of(
                        Diagnoses.cause(Cause.SATURATING_ACTIVATION, .6),
                        Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, .4)),
                Symptom.VANISHING_GRADIENT);
        assertThat(advice.get(0).steps().stream().map(Remedy::name)).containsExactly("swap-activation");
        assertThat(advice.get(1).steps().stream().map(Remedy::name))
                .containsExactly("swap-activation", "reduce-learning-rate");
        assertThat(advice.get(1).explanation()).contains("60 %", "40 %");
    }

    @Test
    void theLargerCauseComesFirstWhateverItsKind() {
        List<Recommendation> advice = advise(
                sigmoid,
                List.of(
                        Diagnoses.cause(Cause.WEIGHT_SCALE_TOO_SMALL, .7),
                        Diagnoses.cause(Cause.SATURATING_ACTIVATION, .3)),
                Symptom.VANISHING_GRADIENT);
        assertThat(advice.get(0).steps().get(0)).isInstanceOf(ReinitializeWeights.class);
    }

    @Test
    void whereCausesTieTheOrderIsActivationRateInitialization() {
        List<Attribution> tied = List.of(
                Diagnoses.cause(Cause.WEIGHT_SCALE_TOO_LARGE, .333),
                Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, .334),
                Diagnoses.cause(Cause.SATURATING_ACTIVATION, .333));
        List<String> names = advise(sigmoid, tied, Symptom.DIVERGING_LOSS).stream()
                .filter(recommendation -> recommendation.steps().size() == 1)
                .map(recommendation -> recommendation.steps().get(0).name())
                .distinct()
                .toList();
        assertThat(names).startsWith("swap-activation");
        assertThat(names).containsSubsequence("reduce-learning-rate", "reinitialize-weights");
    }

    @Test
    void aRateTooHighIsLoweredWithRatiosKeptAndClippingIsTheAlternative() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.4))
                .list()
                .layer(new DenseLayer.Builder().nOut(8).updater(new Sgd(.1)).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        TraceSnapshot trace = spikes(network);
        trace = Diagnoses.trace(trace.profile(), trace.recent(), List.of(Diagnoses.reading(.3, .1)), null);
        List<Recommendation> advice = advisor.advise(
                network,
                Diagnoses.of(
                        network,
                        trace,
                        List.of(Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, 1)),
                        Symptom.UPDATE_TOO_LARGE));
        // .4 · 3e-3 / .3 = .004, rounded down to .002; the other layer keeps its quarter.
        ReduceLearningRate first = (ReduceLearningRate) advice.get(0).steps().get(0);
        assertThat(first.rates())
                .containsEntry("layer1", LayerRate.of(.002))
                .containsEntry("layer0", LayerRate.of(.0005));
        assertThat(advice.get(0).explanation()).contains("from 0.4 to 0.002", "0.3 of their size");
        assertThat(advice.get(1).steps().get(0)).isInstanceOf(ClipGradients.class);
        assertThat(advice.get(1).safety()).isEqualTo(SafetyClass.KEEPS_FUNCTION);
    }

    @Test
    void aRateThatKilledTheNetworkIsLoweredAndTheWeightsAreDrawnAnew() {
        List<Recommendation> advice =
                advise(relu(), List.of(Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, 1)), Symptom.DEAD_UNITS);
        assertThat(advice.get(0).steps().stream().map(Remedy::name))
                .containsExactly("reinitialize-weights", "reduce-learning-rate");
        assertThat(advice.get(0).safety()).isEqualTo(SafetyClass.RESETS_PARAMETERS);
    }

    @Test
    void inactiveReluBecomesLeakyAndSlowerWhereStepsAreTooLong() {
        List<Attribution> cause = List.of(Diagnoses.cause(Cause.INACTIVE_RELU, 1));
        assertThat(advise(relu(), cause, Symptom.DEAD_UNITS).get(0).steps())
                .singleElement()
                .satisfies(
                        step -> assertThat(((SwapActivation) step).activation()).isEqualTo(Activation.LEAKYRELU));
        assertThat(advise(relu(), cause, Symptom.DEAD_UNITS, Symptom.UPDATE_TOO_LARGE).get(0).steps().stream()
                        .map(Remedy::name))
                .containsExactly("swap-activation", "reduce-learning-rate");
    }

    @Test
    void depthIsAnsweredHonestly() {
        Recommendation first = advise(
                        relu(), List.of(Diagnoses.cause(Cause.EXCESSIVE_DEPTH, 1)), Symptom.VANISHING_GRADIENT)
                .get(0);
        assertThat(first.steps().get(0)).isInstanceOf(ReinitializeWeights.class);
        assertThat(first.explanation()).contains("The depth itself stays");
    }

    @Test
    void aCauseWhoseOwnRemedyCannotBeMadeIsAnsweredByWhatEasesItAndBySymptoms() {
        for (Cause cause : List.of(
                Cause.INPUT_SCALE,
                Cause.LABEL_SCALE,
                Cause.LEARNING_RATE_TOO_LOW,
                Cause.EXCESSIVE_REGULARIZATION,
                Cause.CUSTOM)) {
            List<Recommendation> advice = advise(sigmoid, List.of(Diagnoses.cause(cause, 1)), Symptom.STALLED_LOSS);
            assertThat(advice).as(cause.title()).isNotEmpty();
            // Nothing was read of inputs, labels or penalties, so nothing is set by them.
            assertThat(advice)
                    .as(cause.title())
                    .noneMatch(recommendation -> names(recommendation).contains("standardize-inputs")
                            || names(recommendation).contains("standardize-labels")
                            || names(recommendation).contains("regularize-weights"));
        }
    }

    @Test
    void faultyDataAreNotMendedByRemedies() {
        assertThat(advise(sigmoid, List.of(Diagnoses.cause(Cause.FAULTY_DATA, 1)), Symptom.NON_FINITE_VALUE))
                .isEmpty();
    }

    @Test
    void aSickNetworkWithoutAKnownCauseGetsGeneralAdviceThatSaysSo() {
        List<Recommendation> advice = advise(sigmoid, List.of(), Symptom.DIVERGING_LOSS, Symptom.VANISHING_GRADIENT);
        assertThat(advice.stream()
                        .map(recommendation -> recommendation.steps().get(0).name()))
                .startsWith(
                        "swap-activation",
                        "insert-batch-normalization",
                        "reduce-learning-rate",
                        "add-skip-connections",
                        "reinitialize-weights",
                        "clip-adaptively");
        assertThat(advice).allSatisfy(recommendation -> {
            assertThat(recommendation.explanation()).startsWith("No cause could be measured");
            assertThat(recommendation.predicted().restored()).isNaN();
            assertThat(recommendation.predicted().ends()).isNotEmpty();
        });
        assertThat(advice.get(2).explanation()).contains("no reading tells by how much");
    }

    @Test
    void dataThatAreNotFiniteAreNotTreatedInTheNetwork() {
        FlightRecord flight = new FlightRecord(new NonFiniteOrigin(3, Stage.INPUT, "", "features", 1, 4), List.of());
        TraceSnapshot trace = Diagnoses.trace(Diagnoses.profile(sigmoid), List.of(), List.of(), flight);
        Diagnosis diagnosis = Diagnoses.of(sigmoid, trace, List.of(), Symptom.NON_FINITE_VALUE);
        assertThat(advisor.advise(sigmoid, diagnosis)).isEmpty();
    }

    @Test
    void recurrentLayersKeepTheirActivation() {
        Model lstm = RecurrentNetworks.lstm().model();
        assertThat(advise(
                        lstm,
                        List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, 1, "lstm")),
                        Symptom.VANISHING_GRADIENT))
                .isNotEmpty()
                .noneMatch(recommendation -> names(recommendation).contains("swap-activation"));
    }

    @Test
    void anActivationLayerIsSwappedAndTheLayerThatFeedsItDrawnByHe() {
        Model model = Networks.batchNormalized().model();
        Recommendation first = advise(
                        model, List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, 1)), Symptom.VANISHING_GRADIENT)
                .get(0);
        SwapActivation swap = (SwapActivation) first.steps().get(0);
        assertThat(swap.swapped()).containsExactly("tanh", "dense");
        assertThat(swap.redrawn()).containsOnlyKeys("linear", "dense", "out");
        assertThat(swap.redrawn()).containsEntry("linear", Initialization.he());
        first.applyTo(model);
    }

    @Test
    void anOutputBehindASumIsDrawnWithTheLayersItReads() {
        Recommendation first = advise(
                        Networks.graph().model(),
                        List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, 1)),
                        Symptom.VANISHING_GRADIENT)
                .get(0);
        SwapActivation swap = (SwapActivation) first.steps().get(0);
        assertThat(swap.swapped()).containsExactly("first", "second");
        assertThat(swap.redrawn()).containsOnlyKeys("first", "second", "out");
    }

    @Test
    void theDiagnosisOfAnotherNetworkIsRefusedWithTheLayersOfBoth() {
        MultiLayerNetwork deeper = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 6, 8);
        Diagnosis diagnosis = Diagnoses.of(
                deeper, List.of(Diagnoses.cause(Cause.SATURATING_ACTIVATION, 1)), Symptom.VANISHING_GRADIENT);

        assertThatThrownBy(() -> advisor.advise(sigmoid, diagnosis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of another network")
                .hasMessageContaining("layer6");
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without null checks may do.
    void adviceWithoutADiagnosisIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> advisor.advise(sigmoid, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("health.diagnosis()");
    }
}
