package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.HeaderMode;
import org.gradientdoctor.samples.input.TableReader;
import org.gradientdoctor.samples.input.Task;
import org.gradientdoctor.samples.training.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

class RepairCommandTest {

    private static final Task SPECIES = new Task.Classes(3, false);

    @TempDir
    Path folder;

    private Path iris;
    private Path better;

    @BeforeEach
    void writeIris() throws IOException {
        iris = SavedModels.iris(folder);
        better = folder.resolve("better.zip");
    }

    @Test
    void aTreatedNetworkIsWrittenWithItsNormalizerAndIsBetter() throws Exception {
        Examples examples = examples();
        NormalizerStandardize normalizer = fittedTo(examples);
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());
        ModelSerializer.addNormalizerToModel(model.toFile(), normalizer);
        Files.writeString(better, "an older file, replaced");

        CommandRun run = CommandRun.of("repair", model, iris, "--output", better, "--batch-size", 16, "--epochs", 60);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        assertThat(run.out()).contains("accuracy 0.33 -> ", "on 30 held-out rows", "was written to");
        NormalizerStandardize restored = ModelSerializer.restoreNormalizerFromFile(better.toFile());
        assertThat(restored).isEqualTo(normalizer);
        MultiLayerNetwork treated = ModelSerializer.restoreMultiLayerNetwork(better.toFile());
        restored.transform(examples.data());
        assertThat(Quality.of(treated, examples, SPECIES).value()).isGreaterThan(.9);
        assertOnlyFiles("better.zip", "iris.csv", "sick.zip");
    }

    /** 120 rows are trained on, in eight minibatches. */
    @Test
    void whatIsWrittenGoesOnWithAllRowsWhereAskedTo() throws IOException {
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());

        CommandRun run = CommandRun.of(
                "repair", model, iris, "--output", better, "--all-rows", "--batch-size", 16, "--epochs", 20);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        assertThat(run.out()).containsPattern("It went on for 64\\s+iterations").contains("on 30 held-out rows");
        MultiLayerNetwork treated = ModelSerializer.restoreMultiLayerNetwork(better.toFile());
        assertThat(treated.getIterationCount()).isEqualTo(160 + 64);
    }

    @Test
    void theNormalizerOfTheFileIsApplied() throws IOException {
        MultiLayerNetwork network = SavedModels.healthy();
        Path model = SavedModels.save(folder, "model.zip", network);
        // Divides a table in hundredths of millimeters by its spread: without it the loss explodes.
        Files.writeString(
                iris,
                Files.readString(iris)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> line.replaceAll("(\\d+)\\.(\\d)(?=,)", "$1$200000"))
                        .reduce("", (text, line) -> text + line + "\n"));
        CommandRun raw = CommandRun.of("examine", model, iris, "--epochs", 10);
        ModelSerializer.addNormalizerToModel(model.toFile(), fittedTo(examples()));

        CommandRun normalized = CommandRun.of("examine", model, iris, "--epochs", 10);

        assertThat(raw.status()).isEqualTo(ExitStatus.FAILING);
        assertThat(normalized.err()).isEmpty();
        assertThat(normalized.status()).isEqualTo(ExitStatus.FINE);
    }

    @Test
    void aNormalizerOfOtherColumnsIsRefused() throws IOException {
        Path model = SavedModels.save(folder, "model.zip", SavedModels.healthy());
        Files.writeString(folder.resolve("narrow.csv"), "1,2,0\n3,4,1\n5,7,2\n");
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(
                Examples.of(TableReader.read(folder.resolve("narrow.csv"), HeaderMode.AUTO), List.of(), 2, SPECIES)
                        .data());
        ModelSerializer.addNormalizerToModel(model.toFile(), normalizer);

        CommandRun run = CommandRun.of("examine", model, iris);

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("was fitted on other columns");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aHealthyNetworkIsLeftAsItIs() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun run = CommandRun.of("repair", model, iris, "--output", better, "--epochs", 20);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Nothing was written");
        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        assertOnlyFiles("healthy.zip", "iris.csv");
    }

    @Test
    void withoutEnoughToJudgeByNothingIsTreated() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());
        Files.writeString(iris, "1,2,3,4,0\n2,1,4,3,1\n3,4,1,2,2\n1,3,2,4,0\n4,2,3,1,1\n");

        CommandRun run = CommandRun.of("repair", model, iris, "--output", better, "--epochs", 1);

        assertThat(run.out()).contains("Not treated");
        assertThat(run.status()).isEqualTo(ExitStatus.NOT_EVALUATED);
        assertOnlyFiles("healthy.zip", "iris.csv");
    }

    @Test
    void aTreatmentThatDoesNotHelpIsNotWritten() throws IOException {
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());
        // No feature tells anything about the label, so no network can be better than another.
        Files.writeString(iris, "1,2,3,4,0\n1,2,3,4,1\n".repeat(50));

        CommandRun run = CommandRun.of("repair", model, iris, "--output", better, "--batch-size", 8, "--epochs", 8);

        assertThat(run.out()).contains("Nothing was written");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILING);
        assertOnlyFiles("iris.csv", "sick.zip");
    }

    @Test
    void aGraphIsRepairedAsAGraph() throws IOException {
        Path model = SavedModels.save(folder, "graph.zip", SavedModels.sickGraph());
        ModelSerializer.addNormalizerToModel(model.toFile(), fittedTo(examples()));

        CommandRun run = CommandRun.of("repair", model, iris, "-o", better, "--batch-size", 16, "--epochs", 40);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("was written to");
        assertThat(ModelSerializer.restoreComputationGraph(better.toFile()).getNumLayers())
                .isEqualTo(11);
    }

    private Examples examples() {
        return Examples.of(TableReader.read(iris, HeaderMode.AUTO), List.of(), 4, SPECIES);
    }

    private static NormalizerStandardize fittedTo(Examples examples) {
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(examples.data());
        return normalizer;
    }

    private void assertOnlyFiles(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }
}
