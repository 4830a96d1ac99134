package org.gradientdoctor.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Test
    void theVerdictIsTheGravestOutcome() {
        assertThat(diagnosis(Outcome.HEALTHY, Outcome.FAILING, Outcome.WARNING).verdict())
                .isEqualTo(Outcome.FAILING);
        assertThat(diagnosis(Outcome.NOT_EVALUATED, Outcome.HEALTHY).verdict()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void withoutAnyEvidenceThereIsNoVerdict() {
        assertThat(diagnosis(Outcome.NOT_EVALUATED, Outcome.NOT_EVALUATED).verdict())
                .isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(diagnosis().verdict()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(diagnosis().toString()).startsWith("NOT EVALUATED");
    }

    @Test
    void aHealthyReportSaysWhatWasEvaluatedAndWhatWasNot() {
        Diagnosis diagnosis = diagnosis(Outcome.HEALTHY, Outcome.NOT_EVALUATED);

        assertThat(diagnosis.toString())
                .isEqualTo("HEALTHY after 0 iterations; 1 of 2 detectors could judge, not GH001.\n");
        assertThat(Console.print(diagnosis.sections()))
                .startsWith(diagnosis.toString())
                .contains("Healthy: GH001")
                .contains("Not evaluated: GH001");
    }

    @Test
    void theReportGivesNumbersAgainstThresholdsLayersAndFirstIteration() {
        Finding finding = Finding.of(ask(Symptom.VANISHING_GRADIENT), Outcome.FAILING, "The error signal fades.")
                .withLayers(List.of("0", "1"))
                .withFirstIteration(4)
                .withMeasurements(new Measurement("decades lost", 6.25, 2), Measurement.of("loss", Double.NaN));
        String report = new Diagnosis(
                        trace(0, List.of()),
                        List.of(finding),
                        List.of(new Attribution(Cause.SATURATING_ACTIVATION, .75, List.of("0"), "sigmoid is flat")))
                .toString();

        assertThat(report).contains("""
                        FAILING GH001 vanishing-gradient
                          --> layers 0, 1, since iteration 4
                          The error signal fades.
                           | decades lost: 6.25 (threshold 2)
                           | loss: NaN
                          help: use an activation function of slope 1""").contains("75 % saturating activation, layers 0");
    }

    @Test
    void whatIsSaidOfTheSameLayersAgainIsToldOnceAndCounted() {
        Finding finding =
                Finding.of(ask(Symptom.CUSTOM), Outcome.WARNING, "Odd.").withLayers(List.of("0"));
        Diagnosis diagnosis = new Diagnosis(
                trace(0, List.of()),
                List.of(finding, finding.withMeasurements(Measurement.of("size", 2)), finding.withLayers(List.of("1"))),
                List.of());

        assertThat(diagnosis.toString())
                .containsOnlyOnce("WARNING CUSTOM (repeated × 2)\n  --> layer 0\n")
                .containsOnlyOnce("WARNING CUSTOM\n  --> layer 1\n");
    }

    @Test
    void colorOnlyAddsEscapes() {
        Finding finding = Finding.of(ask(Symptom.DEAD_UNITS), Outcome.FAILING, "They are silent.");
        Diagnosis diagnosis = new Diagnosis(trace(0, List.of()), List.of(finding), List.of());

        assertThat(diagnosis.toConsole(Ink.ANSI)).contains("\u001b[1;31mFAILING\u001b[0m GH004");
        assertThat(diagnosis.toConsole(Ink.ANSI).replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(diagnosis.toString());
    }

    @Test
    void everySymptomButTheUsersOwnHasHelp() {
        for (Symptom symptom : Symptom.values()) {
            assertThat(symptom.help().isEmpty()).isEqualTo(symptom == Symptom.CUSTOM);
        }
    }

    @Test
    void theMarkdownOfALargeSickNetworkStaysBelowSixtyLines() {
        List<String> layers = IntStream.range(0, 500).mapToObj(i -> "layer" + i).toList();
        List<Finding> findings = new ArrayList<>();
        for (Symptom symptom : Symptom.values()) {
            findings.add(Finding.of(ask(symptom), Outcome.FAILING, "Wrong in every respect. ".repeat(5))
                    .withLayers(layers)
                    .withFirstIteration(0)
                    .withMeasurements(new Measurement("something", 1, 2)));
        }
        List<Attribution> causes = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            causes.add(new Attribution(cause, .05, layers, "It does harm."));
        }
        String markdown =
                new Diagnosis(trace(500, List.of("a", "b", "c", "d", "e", "f", "g")), findings, causes).toMarkdown();

        assertThat(markdown.lines()).hasSizeLessThan(60);
        assertThat(markdown)
                .contains("and 488 more")
                .contains("MultiLayerNetwork")
                .contains("Deeplearning4j 1.0.0-M2.1");
    }

    @Test
    void namesOfLayersCannotBreakOutOfTheMarkdown() {
        Finding finding =
                Finding.of(ask(Symptom.DEAD_UNITS), Outcome.WARNING, "x").withLayers(List.of("<script>|`*_\n# title"));
        String markdown = new Diagnosis(trace(0, List.of()), List.of(finding), List.of()).toMarkdown();

        assertThat(markdown).contains("&lt;script&gt;\\|\\`\\*\\_ \\# title").doesNotContain("<script>");
    }

    @Test
    void theOriginOfTheFirstNonFiniteValueIsTold() {
        TrainingTrace trace = new TrainingTrace(profile(1), Map.of(), 0);
        trace.freeze(new NonFiniteOrigin(3, Stage.INPUT, "", "features", 1, 7));

        assertThat(new Diagnosis(trace.snapshot(), List.of(), List.of()).toString())
                .contains("Iteration 3: 1 non-finite value in input features, first in example 7 of the minibatch");
    }

    @Test
    void aShareOutsideZeroToOneIsRefused() {
        assertThatThrownBy(() -> new Attribution(Cause.CUSTOM, Double.NaN, List.of(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 1");
    }

    private static Diagnosis diagnosis(Outcome... outcomes) {
        List<Finding> findings = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            findings.add(Finding.of(ask(Symptom.VANISHING_GRADIENT), outcome, "because"));
        }
        return new Diagnosis(trace(1, List.of()), findings, List.of());
    }

    private static TraceSnapshot trace(int layers, List<String> unread) {
        TrainingTrace trace = new TrainingTrace(profile(layers), Map.of("Deeplearning4j", "1.0.0-M2.1"), 0);
        unread.forEach(trace::unread);
        return trace.snapshot();
    }

    private static NetworkProfile profile(int layers) {
        List<LayerProfile> profiles = IntStream.range(0, layers)
                .mapToObj(i -> new LayerProfile(
                        "layer" + i,
                        "DenseLayer",
                        LayerRole.HIDDEN,
                        List.of(),
                        16 + i,
                        16,
                        100,
                        null,
                        Set.of(),
                        "Sgd(0.1)",
                        ""))
                .toList();
        return new NetworkProfile("MultiLayerNetwork", "FLOAT", LossFamily.CROSS_ENTROPY, "softmax", profiles);
    }

    private static Detector ask(Symptom symptom) {
        return new Detector() {
            @Override
            public Symptom symptom() {
                return symptom;
            }

            @Override
            public String needs() {
                return "nothing";
            }

            @Override
            public Finding examine(TraceSnapshot trace) {
                return Finding.of(this, Outcome.HEALTHY, "");
            }
        };
    }
}
