package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

class TuneLearningRateTest {

    private static MultiLayerNetwork apply(Remedy remedy, Model model) {
        return (MultiLayerNetwork) new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    private static IUpdater updater(MultiLayerNetwork network, int layer, String key) {
        return network.getLayer(layer).getConfig().getUpdaterByParam(key);
    }

    @Test
    void aCourseRisesHoldsAndFalls() {
        Networks.Case network = Networks.dense(new Adam(.01));
        MultiLayerNetwork treated = apply(
                new TuneLearningRate(Map.of("layer1", LayerRate.of(.2)), new RateCourse(100, 10, 30, 40)),
                network.model());
        IUpdater updater = updater(treated, 1, "W");
        // Ten steps up, one each iteration: a tenth, two tenths, …
        assertThat(updater.getLearningRate(0, 0)).isCloseTo(.02, within(1e-12));
        for (int i = 0; i < 10; i++) {
            assertThat(updater.getLearningRate(100 + i, 0)).isCloseTo(.2 * (i + 1) / 10, within(1e-12));
        }
        assertThat(updater.getLearningRate(139, 0)).isEqualTo(.2);
        // Twenty steps down, one each other iteration: all, 19 twentieths, … one twentieth, where it stays.
        for (int i = 0; i < 40; i++) {
            assertThat(updater.getLearningRate(140 + i, 0)).isCloseTo(.2 * (20 - i / 2) / 20, within(1e-12));
        }
        assertThat(updater.getLearningRate(100_000, 0)).isCloseTo(.01, within(1e-12));
        assertThat(updater(treated, 0, "W").getLearningRate(100_000, 0)).isEqualTo(.01);
    }

    @Test
    void aRateMayRiseAndBiasesHaveTheirOwn() {
        MultiLayerNetwork given =
                (MultiLayerNetwork) RecurrentNetworks.wrapped().model();
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        Networks.names(given).forEach(name -> rates.put(name, new LayerRate(.5, .7)));
        MultiLayerNetwork treated = apply(new TuneLearningRate(rates, RateCourse.constant()), given);
        assertThat(updater(treated, 1, "fW").getLearningRate(0, 0)).isEqualTo(.5);
        assertThat(updater(treated, 1, "bb").getLearningRate(0, 0)).isEqualTo(.7);
    }

    /** With a rate of a twentieth in the first of twenty iterations, the first step of plain descent is a twentieth. */
    @Test
    void theFirstStepOfAWarmUpIsShort() {
        Networks.Case network = Networks.dense(new Sgd(.5), DataType.DOUBLE);
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        Networks.names((MultiLayerNetwork) network.model()).forEach(name -> rates.put(name, LayerRate.of(.5)));
        MultiLayerNetwork warm = apply(new TuneLearningRate(rates, RateCourse.warmUp(3, 20)), network.model());
        var start = network.model().params().dup();
        network.fit(warm, 1);
        network.fit(network.model(), 1);
        double full = network.model().params().distance2(start);
        assertThat(warm.params().distance2(start)).isCloseTo(full / 20, within(1e-9 * full));
    }

    @Test
    void anUpdaterWithoutARateIsRefusedAndSoAreCoursesThatRunBackwards() {
        Model model = Networks.dense(new AdaDelta()).model();
        assertThat(new TuneLearningRate(Map.of("layer0", LayerRate.of(.1)), RateCourse.constant())
                        .refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("AdaDelta", "no learning rate"));
        assertThatThrownBy(() -> RateCourse.warmUp(-1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TuneLearningRate(Map.of(), RateCourse.constant()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTitleSaysRateAndCourse() {
        Map<String, LayerRate> rates = Map.of("a", LayerRate.of(.01), "b", LayerRate.of(.001));
        assertThat(new TuneLearningRate(rates, RateCourse.warmUp(5, 100)).title())
                .isEqualTo("set learning rate to 0.01 and below, warmed up over 100 iterations from iteration 5");
    }

    private static List<Recommendation> advise(MultiLayerNetwork network, TraceSnapshot trace, Cause cause) {
        return RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(network, trace, List.of(Diagnoses.cause(cause, 1)), Symptom.UPDATE_TOO_SMALL));
    }

    @Test
    void aRateTooLowIsRaisedToHalfOfTheCriticalOne() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(1e-5), DataType.FLOAT, 2, 8);
        // A dose of 1e-4 makes the critical rate .1.
        TraceSnapshot trace = Diagnoses.dosed(Diagnoses.profile(network), 1e-5, 1e-4);
        Recommendation first =
                advise(network, trace, Cause.LEARNING_RATE_TOO_LOW).get(0);
        assertThat(((TuneLearningRate) first.steps().get(0)).rates())
                .containsOnlyKeys("layer0", "layer1", "layer2")
                .containsValue(LayerRate.of(.05));
        assertThat(first.explanation()).contains("up from 0.00001 to 0.05", "raises the loss of its own batch, 0.1");
    }

    @Test
    void anAdaptiveUpdaterIsNotRaisedToItsCriticalRate() {
        MultiLayerNetwork network = Networks.untrainedDense(new Adam(1e-6), DataType.FLOAT, 2, 8);
        TraceSnapshot trace = Diagnoses.dosed(Diagnoses.profile(network), 1e-6, 1e-6);
        TuneLearningRate raised = (TuneLearningRate) advise(network, trace, Cause.LEARNING_RATE_TOO_LOW)
                .get(0)
                .steps()
                .get(0);
        // Weights of size 1 in the reading: 3e-3, rounded down.
        assertThat(raised.rates()).containsValue(LayerRate.of(.002));
    }

    @Test
    void aRateOfZeroIsRaisedInEveryLayer() {
        MultiLayerNetwork network = Networks.untrainedDense(new Adam(0), DataType.FLOAT, 1, 8);
        TraceSnapshot trace = Diagnoses.dosed(Diagnoses.profile(network), 0, Double.NaN);
        TuneLearningRate raised = (TuneLearningRate) advise(network, trace, Cause.LEARNING_RATE_TOO_LOW)
                .get(0)
                .steps()
                .get(0);
        assertThat(raised.rates()).hasSize(2).containsValue(LayerRate.of(.002));
    }

    @Test
    void aRateTooHighIsLoweredToHalfOfTheCriticalOneAndAModerateOneMayBeWarmedUp() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.3), DataType.FLOAT, 2, 8);
        TraceSnapshot trace = Diagnoses.dosed(Diagnoses.profile(network), .3, 3);
        List<Recommendation> advice = advise(network, trace, Cause.LEARNING_RATE_TOO_HIGH);
        assertThat(((ReduceLearningRate) advice.get(0).steps().get(0)).rates()).containsValue(LayerRate.of(.05));
        assertThat(advice.get(1).title())
                .isEqualTo("set learning rate to 0.3, warmed up over 200 iterations from iteration 0");
        TraceSnapshot far = Diagnoses.dosed(Diagnoses.profile(network), .3, 300);
        assertThat(advise(network, far, Cause.LEARNING_RATE_TOO_HIGH).stream().map(Recommendation::title))
                .noneMatch(title -> title.contains("warmed"));
    }
}
