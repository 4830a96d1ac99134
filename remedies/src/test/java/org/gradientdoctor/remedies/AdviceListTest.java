package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

/** The whole list of advice: how long it is, what it needs, and that all of it can be applied, to every network. */
class AdviceListTest {
    private final RemedyAdvisor advisor = RemedyAdvisor.standard();

    private List<Recommendation> advise(Model model, List<Attribution> causes, Symptom... symptoms) {
        return advisor.advise(model, Diagnoses.of(model, causes, symptoms));
    }

    @Test
    void thereAreTwelveAtMostNoTwoWithTheSameStepsAndAllQuoteNumbersAndAPrediction() {
        List<Recommendation> advice = advise(
                Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 10, 8),
                List.of(
                        Diagnoses.cause(Cause.SATURATING_ACTIVATION, .5),
                        Diagnoses.cause(Cause.EXCESSIVE_DEPTH, .3),
                        Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, .2)),
                Symptom.VANISHING_GRADIENT,
                Symptom.DIVERGING_LOSS);
        assertThat(advice).hasSize(12);
        assertThat(advice.stream().map(Recommendation::steps)).doesNotHaveDuplicates();
        assertThat(advice).allSatisfy(recommendation -> {
            assertThat(recommendation.explanation()).containsPattern("[0-9]");
            assertThat(recommendation.predicted().isNone()).isFalse();
        });
        List<Double> restored = advice.stream()
                .skip(2)
                .map(recommendation -> recommendation.predicted().restored())
                .toList();
        assertThat(restored).isSortedAccordingTo((a, b) -> Long.compare(Math.round(100 * b), Math.round(100 * a)));
    }

    @Test
    void withoutDataNothingThatNeedsSomeIsAdvisedAndWithDataItIs() {
        Networks.Case network = Networks.dense(new Sgd(.1));
        Diagnosis diagnosis = Diagnoses.of(
                network.model(), List.of(Diagnoses.cause(Cause.WEIGHT_SCALE_TOO_SMALL, 1)), Symptom.VANISHING_GRADIENT);
        assertThat(advisor.advise(network.model(), diagnosis)).noneMatch(Recommendation::needsData);
        List<Recommendation> with = advisor.advise(network.model(), diagnosis, network.batch());
        assertThat(with).anyMatch(Recommendation::needsData);
        assertThat(with.get(0).needsData()).isFalse();
        with.forEach(recommendation -> network.apply(recommendation, network.model()));
    }

    @Test
    void smallBatchesGetNoBatchNormalization() {
        MultiLayerNetwork network = RemedyAdvisorTest.relu();
        List<VitalSigns> vitals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            VitalSigns eight = Diagnoses.vitals(i, 1, false, 1, 1, 1);
            vitals.add(new VitalSigns(i, 0, 4, 1, 1, .1, eight.gradientNorms(), false, eight.clipping(), Double.NaN));
        }
        TraceSnapshot trace = Diagnoses.trace(Diagnoses.profile(network), vitals, List.of(), null);
        List<Attribution> depth = List.of(Diagnoses.cause(Cause.EXCESSIVE_DEPTH, 1));
        assertThat(advisor.advise(network, Diagnoses.of(network, trace, depth, Symptom.VANISHING_GRADIENT)))
                .isNotEmpty()
                .noneMatch(recommendation ->
                        RemedyAdvisorTest.names(recommendation).contains("insert-batch-normalization"))
                .anyMatch(recommendation ->
                        RemedyAdvisorTest.names(recommendation).contains("layer-normalization"));
        assertThat(advise(network, depth, Symptom.VANISHING_GRADIENT))
                .anyMatch(recommendation ->
                        RemedyAdvisorTest.names(recommendation).contains("insert-batch-normalization"));
    }

    @Test
    void everySymptomOfEveryNetworkIsAnsweredByMoreThanOneThing() {
        Map<String, Model> networks = Map.of(
                "dense",
                Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 3, 8),
                "convolutional",
                Networks.convolutional().model(),
                "graph",
                Networks.graph().model(),
                "LSTM",
                RecurrentNetworks.lstm().model());
        networks.forEach((name, model) -> {
            for (Symptom symptom : Symptom.values()) {
                assertThat(advise(model, List.of(), symptom))
                        .as(symptom + " of " + name)
                        .hasSizeGreaterThanOrEqualTo(2)
                        .hasSizeLessThanOrEqualTo(12);
            }
        });
    }

    @Test
    void everyAdviceForEveryCauseCanBeApplied() {
        Networks.catalog().values().forEach(network -> {
            Model model = network.get().model();
            Set<List<Remedy>> applied = new HashSet<>();
            for (Cause cause : Cause.values()) {
                Diagnosis diagnosis = Diagnoses.of(
                        model,
                        RemedyAdvisorTest.spikes(model),
                        List.of(Diagnoses.cause(cause, 1)),
                        Symptom.EXPLODING_GRADIENT,
                        Symptom.UPDATE_TOO_LARGE);
                for (Recommendation recommendation : advisor.advise(model, diagnosis)) {
                    assertThat(recommendation.sections()).isNotEmpty();
                    if (!applied.add(recommendation.steps())) {
                        continue;
                    }
                    Model treated = recommendation.applyTo(model);
                    if (recommendation.changesNetworkClass()) {
                        assertThat(treated).isInstanceOf(ComputationGraph.class);
                    } else {
                        assertThat(treated).hasSameClassAs(model);
                    }
                    assertThat(recommendation.configurationDifference(model)).isNotEmpty();
                }
            }
        });
    }
}
