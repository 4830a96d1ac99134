package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.trial.LossCurve;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** Advice and trials on a console, as they were read and approved. With {@code -Dapproved=write} they are written anew. */
class ApprovedSectionsTest {
    private static final Path APPROVED = Path.of("src/test/resources/approved");
    private static final List<String> HIDDEN =
            IntStream.range(0, 10).mapToObj(i -> "layer" + i).toList();

    private final MultiLayerNetwork network = SickNetworks.deepSigmoid();
    private final Recommendation swap = new Recommendation(
            List.of(new SwapActivation(
                    HIDDEN,
                    Activation.RELU,
                    inOrder("layer0", Initialization.he(), "layer10", Initialization.xavier()),
                    1)),
            "The sigmoid passes on at most a quarter.",
            new PredictedEffect(.5, List.of(Symptom.VANISHING_GRADIENT)));
    private final Recommendation clip = new Recommendation(
            List.of(new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, Map.of("layer0", 1.0))), "Because of a test.");

    @Test
    void adviceBeginsWithTheFirstAndItsConfigurationDifferenceAndSafety() throws IOException {
        assertApproved("advice", Console.print(AdviceSections.of(network, List.of(swap, clip))));
    }

    @Test
    void noAdviceSaysWhy() throws IOException {
        assertApproved("no-advice", Console.print(AdviceSections.of(network, List.of())));
    }

    @Test
    void aRepairShowsItsTrials() throws IOException {
        Finding finding = Diagnoses.of(network, List.of(), Symptom.VANISHING_GRADIENT)
                .findings()
                .get(0);
        RepairReport report = new RepairReport(
                network,
                RepairReport.Result.REPAIRED,
                "Repaired: accuracy 0.50 -> 0.97.",
                Diagnoses.of(network, List.of(), Symptom.VANISHING_GRADIENT),
                List.of(swap),
                List.of(
                        trial(List.of(), 1, .5, List.of(finding)),
                        trial(List.of(), 2, Double.NaN, List.of()),
                        trial(List.of(swap), 1, .97, List.of())),
                List.of(new RepairReport.Skipped(clip.title(), "The plan leaves it out.")),
                new RepairReport.Gain("accuracy", .5, .97),
                new RepairReport.Effect(-6, -.1, -.2),
                new RepairReport.Cost(300, 2.4, 3, Duration.ofMillis(1500)),
                new Provenance(
                        "1", "2", "17", "CPU", "abc", "10 rows", "5 rows", List.of(1L, 2L), "accuracy", 100, true));

        assertApproved("repair", report.toString());
    }

    /** Map.of has another order in every run. */
    private static <T> Map<String, T> inOrder(String first, T one, String second, T other) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    private static Trial trial(List<Recommendation> treatment, long seed, double value, List<Finding> findings) {
        return new Trial(
                treatment,
                seed,
                List.of(new Trial.Look(100, value)),
                new LossCurve(100, List.of(1.0)),
                findings.isEmpty() ? Outcome.HEALTHY : Outcome.FAILING,
                findings,
                Duration.ZERO,
                Double.isNaN(value) ? "the loss became NaN" : null);
    }

    private static void assertApproved(String name, String text) throws IOException {
        Path file = APPROVED.resolve(name + ".txt");
        if ("write".equals(System.getProperty("approved"))) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
