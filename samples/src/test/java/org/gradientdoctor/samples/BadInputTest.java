package org.gradientdoctor.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.model.OutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the user's files or words: status 2, one line that says what, and nothing written. */
class BadInputTest {

    @TempDir
    Path folder;

    private Path iris;
    private Path model;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        iris = SavedModels.iris(folder);
        model = SavedModels.save(folder, "model.zip", SavedModels.healthy());
    }

    @Test
    void aMissingModelIsNamed() {
        assertRefused(CommandRun.of("examine", folder.resolve("no.zip"), iris), "no.zip does not exist");
    }

    @Test
    void aMissingTableIsNamed() {
        assertRefused(CommandRun.of("examine", model, folder.resolve("no.csv")), "no.csv does not exist");
    }

    @Test
    void aFolderInPlaceOfAFileIsNamed() {
        assertRefused(CommandRun.of("examine", folder, iris), "is no file");
        assertRefused(CommandRun.of("examine", model, folder), "is a folder");
    }

    @Test
    void aFileThatIsNoZipIsRefused() {
        assertRefused(CommandRun.of("examine", iris, iris), "iris.csv is not a zip file");
    }

    @Test
    void aZipThatIsNoModelIsRefused() throws IOException {
        SavedModels.withEntry(model, ModelSerializer.CONFIGURATION_JSON, null);

        assertRefused(CommandRun.of("examine", model, iris), "without configuration.json");
    }

    @Test
    void aZipWithoutCoefficientsIsRefused() throws IOException {
        SavedModels.withEntry(model, ModelSerializer.COEFFICIENTS_BIN, null);

        assertRefused(CommandRun.of("examine", model, iris), "without coefficients.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"confs\": 3}", "[1, 2]", "no json", "", "{\"confs\": [{\"layer\": 1}]}"})
    void aConfigurationThatDescribesNoNetworkIsRefused(String json) throws IOException {
        SavedModels.withEntry(model, ModelSerializer.CONFIGURATION_JSON, json.getBytes(UTF_8));

        assertRefused(CommandRun.of("examine", model, iris), "model.zip");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 40, 200, 1000})
    void truncatedCoefficientsAreRefused(int bytes) throws IOException {
        byte[] whole = SavedModels.entry(model, ModelSerializer.COEFFICIENTS_BIN);
        SavedModels.withEntry(model, ModelSerializer.COEFFICIENTS_BIN, Arrays.copyOf(whole, bytes));

        assertRefused(CommandRun.of("examine", model, iris), "model.zip is broken");
    }

    @Test
    void aTruncatedZipIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length / 2));

        assertRefused(CommandRun.of("examine", model, iris), "is not a zip file, or a broken one");
    }

    @Test
    void coefficientsOfAnotherNetworkAreRefused() throws IOException {
        Path other = SavedModels.save(folder, "other.zip", SavedModels.sick());
        SavedModels.withEntry(
                model, ModelSerializer.COEFFICIENTS_BIN, SavedModels.entry(other, ModelSerializer.COEFFICIENTS_BIN));

        assertRefused(CommandRun.of("examine", model, iris), "model.zip is broken");
    }

    @Test
    void anEmptyTableIsRefused() throws IOException {
        Files.writeString(iris, "");

        assertRefused(CommandRun.of("examine", model, iris), "iris.csv is empty");
    }

    @Test
    void aTableOfBlankLinesIsRefused() throws IOException {
        Files.writeString(iris, "\n\n  \n");

        assertRefused(CommandRun.of("examine", model, iris), "iris.csv is empty");
    }

    @Test
    void aTableWithNothingButAHeaderIsRefused() throws IOException {
        Files.writeString(iris, "a,b,c,d,species\n");

        assertRefused(CommandRun.of("examine", model, iris), "has a header and no rows");
    }

    @Test
    void aLineWithAnotherNumberOfColumnsIsNamed() throws IOException {
        Files.writeString(iris, "1,2,3,4,0\n1,2,3,4,1\n1,2,3,4\n");

        assertRefused(CommandRun.of("examine", model, iris), "line 3: 4 columns where the lines above have 5");
    }

    @Test
    void anotherNumberOfFeaturesThanTheNetworkTakesIsToldWithBothNumbers() throws IOException {
        Files.writeString(iris, "1,2,3,0\n1,2,3,1\n");

        assertRefused(
                CommandRun.of("examine", model, iris), "3 feature columns beside 1 label column, the network takes 4");
    }

    @Test
    void aTableWithNothingButLabelsIsRefused() throws IOException {
        Files.writeString(iris, "0\n1\n");

        assertRefused(CommandRun.of("examine", model, iris), "has 1 column");
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "-1, -1", "0.5, 0.5", "NaN, NaN", "1e30, 1.0E30"})
    void aLabelThatIsNoneOfTheClassesIsNamedWithLineAndRange(String label, String told) throws IOException {
        Files.writeString(iris, "1,2,3,4,0\n1,2,3,4," + label + "\n");

        assertRefused(
                CommandRun.of("examine", model, iris),
                "line 2, column 4 (the first is 0): the label " + told
                        + " is none of the classes, which are numbered 0 to 2");
    }

    @ParameterizedTest
    @CsvSource({"x, '\"x\" is no number'", "1f, '\"1f\" is no number'", "'', the cell is empty"})
    void aCellThatIsNoNumberIsNamedWithLineAndColumn(String cell, String complaint) throws IOException {
        Files.writeString(iris, "a,b,c,d,species\n1,2,3,4,0\n\n1," + cell + ",3,4,1\n");

        assertRefused(CommandRun.of("examine", model, iris), "line 4, column 1 (b): " + complaint);
    }

    @Test
    void aQuotationMarkWithoutItsOtherOneIsNamedWithItsLine() throws IOException {
        Files.writeString(iris, "1,2,3,4,0\n1,\"2,3,4,1\n");
        assertRefused(CommandRun.of("examine", model, iris), "iris.csv, line 2: ");

        Files.writeString(iris, "size (in \"),b,c,d,species\n1,2,3,4,1\n");
        assertRefused(CommandRun.of("examine", model, iris), "iris.csv, line 1: ");
    }

    @Test
    void aReportInPlaceOfTheNetworkIsRefused() {
        Path better = folder.resolve("better.zip");
        assertRefused(
                CommandRun.of("repair", model, iris, "-o", better, "--report", folder.resolve("./better.zip")),
                "--report and --output both name");
        assertThat(better).doesNotExist();
    }

    @Test
    void theFirstLineIsNoHeaderIfTheUserSaysSo() throws IOException {
        Files.writeString(iris, "1,x,3,4,0\n1,2,3,4,1\n");

        assertRefused(
                CommandRun.of("examine", model, iris, "--header", "no"), "line 1, column 1 (the first is 0): \"x\"");
    }

    @ParameterizedTest
    @CsvSource({"5, has no column 5", "-1, has no column -1", "species, has no column \"species\""})
    void aLabelColumnThatIsNotThereIsNamed(String column, String complaint) {
        assertRefused(CommandRun.of("examine", model, iris, "--label-column=" + column), complaint);
    }

    @Test
    void twoLabelColumnsAreTooManyForClasses() {
        assertRefused(
                CommandRun.of("examine", model, iris, "--label-column", "3,4"), "needs 1 label column, --label-column");
    }

    @Test
    void moreClassesThanOutputsAreRefused() {
        assertRefused(
                CommandRun.of("examine", model, iris, "--classes", "4"), "--classes 4: the network has 3 outputs");
    }

    @Test
    void aClassThatIsNotDeeplearning4jsIsNotLoaded() throws IOException {
        String json = SavedModels.configuration(model)
                .replace("org.nd4j.linalg.activations.impl.ActivationReLU", "com.example.Surprise");
        SavedModels.withEntry(model, ModelSerializer.CONFIGURATION_JSON, json.getBytes(UTF_8));

        assertRefused(CommandRun.of("examine", model, iris), "--allow-class com.example.Surprise");
        assertRefused(
                CommandRun.of("examine", model, iris, "--allow-class", "com.example.Surprise"),
                "model.zip is broken: Deeplearning4j cannot restore it");
    }

    @Test
    void aNormalizerThatNamesAClassIsNotLoaded() throws IOException {
        SavedModels.withEntry(
                model, ModelSerializer.NORMALIZER_BIN, normalizerHeader("CUSTOM", "com.example.Surprise"));

        assertRefused(CommandRun.of("examine", model, iris), "names a class of its own to read it");
    }

    @Test
    void aNormalizerForSeveralInputsIsRefused() throws IOException {
        SavedModels.withEntry(model, ModelSerializer.NORMALIZER_BIN, normalizerHeader("MULTI_MIN_MAX"));

        assertRefused(CommandRun.of("examine", model, iris), "MULTI_MIN_MAX");
    }

    @Test
    void aBrokenNormalizerIsRefused() throws IOException {
        SavedModels.withEntry(model, ModelSerializer.NORMALIZER_BIN, normalizerHeader("STANDARDIZE"));
        assertRefused(CommandRun.of("examine", model, iris), "normalizer.bin is broken");

        SavedModels.withEntry(model, ModelSerializer.NORMALIZER_BIN, "serialized by Java".getBytes(UTF_8));
        assertRefused(CommandRun.of("examine", model, iris), "is not one that NormalizerSerializer wrote");
    }

    private static byte[] normalizerHeader(String type, String... more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("NORMALIZER");
            out.writeInt(1);
            out.writeUTF(type);
            for (String text : more) {
                out.writeUTF(text);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anOutputInAFolderThatIsNotThereIsRefusedBeforeTraining() {
        assertRefused(
                CommandRun.of("repair", model, iris, "--output", folder.resolve("no/better.zip"), "--epochs", 1000000),
                "better.zip cannot be written: there is no folder");
    }

    @Test
    void anOutputThatIsAFolderIsRefusedBeforeTraining() {
        assertRefused(
                CommandRun.of("repair", model, iris, "--output", folder, "--epochs", 1000000),
                "is a folder: name the file to write");
    }

    @Test
    void anOutputThatIsNoRegularFileIsRefusedAndLeftAsItIs() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> OutputFile.at(socket))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("is no regular file");
            assertThat(Files.exists(socket)).isTrue();
        }
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThereAndNothingElse() throws IOException {
        Path target = Files.createDirectory(folder.resolve("out")).resolve("better.zip");
        Files.writeString(target, "precious");
        OutputFile output = OutputFile.at(target);

        // A network without parameters cannot be written.
        assertThatThrownBy(() -> output.write(
                        new MultiLayerNetwork(SavedModels.healthy().getLayerWiseConfigurations()), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be written");

        assertThat(target).hasContent("precious");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void aLabelColumnWhoseNameStandsTwiceIsRefused() throws IOException {
        Files.writeString(iris, "a,b,c,kind,kind\n1,2,3,4,0\n1,2,3,4,1\n");

        assertRefused(
                CommandRun.of("examine", model, iris, "--label-column", "kind"), "several columns are named kind");
    }

    @Test
    void fewerThanFiveRowsCannotBeRepaired() throws IOException {
        Files.writeString(iris, "1,2,3,4,0\n1,2,3,4,1\n1,2,3,4,0\n1,2,3,4,1\n");

        assertRefused(
                CommandRun.of("repair", model, iris, "--output", folder.resolve("better.zip")), "a fifth of 4 rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examine",
                "examine one.zip",
                "examine a.zip b.csv --epochs zero",
                "examine a.zip b.csv --epochs 0",
                "examine a.zip b.csv --batch-size -1",
                "examine a.zip b.csv --classes 3 --regression",
                "examine a.zip b.csv --header perhaps",
                "repair a.zip b.csv",
                "unknown",
                "--unknown",
                "demo --epochs 0",
                "demo --seeds 3",
                "demo --seeds 3-1",
                "demo --seed one"
            })
    void badUsageIsRefused(String line) {
        CommandRun run = CommandRun.of((Object[]) line.split(" "));

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("gradient-doctor: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theStackTraceIsShownOnRequest() {
        CommandRun run = CommandRun.of("examine", iris, iris, "--debug");

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("\tat ");
    }

    private void assertRefused(CommandRun run, String complaint) {
        assertThat(run.err()).contains(complaint);
        assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("gradient-doctor: ");
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing half-written is left")
                    .isSubsetOf("iris.csv", "model.zip", "other.zip");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
