package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ExamineCommandTest {

    @TempDir
    Path folder;

    private Path iris;

    @BeforeEach
    void writeIris() throws IOException {
        iris = SavedModels.iris(folder);
    }

    @Test
    void aSickNetworkEndsWithStatusOneAndItsSymptom() throws IOException {
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());
        byte[] before = Files.readAllBytes(model);

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 25, "--batch-size", 16);

        assertThat(run.status()).isEqualTo(ExitStatus.FAILING);
        assertThat(run.out()).startsWith("FAILING").contains("GH001 vanishing-gradient", "saturating activation");
        assertThat(run.err()).isEmpty();
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void adviceComesWhereItIsAskedForAndColorNotWhereThereIsNoTerminal() throws IOException {
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 25, "--batch-size", 16, "--advice");

        assertThat(run.out())
                .contains("Advice, best first", "Safety: ", "+ activationFn: ActivationReLU")
                .doesNotContain("\u001b");
    }

    @Test
    void theReportIsWrittenWhereItIsAskedForAndWhereItCannotBeNothingIsTrained() throws IOException {
        Path model = SavedModels.save(folder, "sick.zip", SavedModels.sick());
        Path report = folder.resolve("report.html");

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 2, "--batch-size", 16, "--report", report);

        assertThat(run.out()).endsWith("The report was written to " + report + System.lineSeparator());
        assertThat(report).content().startsWith("<!DOCTYPE html>").contains("Sgd(0.1)", "Loss by iteration");
        CommandRun refused = CommandRun.of("examine", model, iris, "--report", folder.resolve("none/report.html"));
        assertThat(refused.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(refused.err()).contains("there is no folder");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aHealthyNetworkEndsWithStatusZero() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 20, "--batch-size", 16);

        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        assertThat(run.out()).contains("after 200 iterations");
    }

    @Test
    void aBatchLargerThanTheTableIsTheWholeTable() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun run = CommandRun.of("examine", model, iris, "--batch-size", Integer.MAX_VALUE);

        assertThat(run.out()).contains("after 1000 iterations");
    }

    @Test
    void oneIterationIsNotEnoughToJudgeBy() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 1, "--batch-size", 150);

        assertThat(run.status()).isEqualTo(ExitStatus.NOT_EVALUATED).isEqualTo(3);
        assertThat(run.out()).startsWith("NOT EVALUATED");
    }

    @Test
    void theDiagnosisCanBeHadAsMarkdown() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 2, "--markdown");

        assertThat(run.out()).contains("## ");
    }

    @Test
    void theSameSeedGivesTheSameDiagnosis() throws IOException {
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        assertThat(findings(CommandRun.of("examine", model, iris, "--markdown", "--epochs", 4, "--seed", 5)))
                .isEqualTo(findings(CommandRun.of("examine", model, iris, "--markdown", "--epochs", 4, "--seed", 5)));
    }

    /** Without the last section, which tells measured times; of a healthy network only the Markdown has sections. */
    private static String findings(CommandRun run) {
        return run.out().substring(0, run.out().indexOf("Provenance"));
    }

    @Test
    void labelsMayStandInAnyNamedColumn() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFFspecies,a,b,c,d\r\n");
        for (String line : Files.readAllLines(iris)) {
            if (!line.isBlank()) {
                int label = line.lastIndexOf(',');
                csv.append(line.substring(label + 1))
                        .append(',')
                        .append(line, 0, label)
                        .append("\r\n");
            }
        }
        Files.writeString(iris, csv);
        Path model = SavedModels.save(folder, "healthy.zip", SavedModels.healthy());

        CommandRun named =
                CommandRun.of("examine", model, iris, "--markdown", "--epochs", 1, "--label-column", "species");
        CommandRun numbered = CommandRun.of("examine", model, iris, "--markdown", "--epochs", 1, "--label-column", "0");

        assertThat(named.err()).isEmpty();
        assertThat(findings(numbered)).isEqualTo(findings(named));
    }

    @Test
    void aGraphIsAccepted() throws IOException {
        ComputationGraph graph = SavedModels.healthy().toComputationGraph();
        Path model = SavedModels.save(folder, "graph.zip", graph);

        CommandRun run = CommandRun.of("examine", model, iris, "--markdown", "--epochs", 20);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("ComputationGraph");
        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
    }

    @Test
    void aNetworkInDoublePrecisionIsAccepted() throws IOException {
        Path model =
                SavedModels.save(folder, "double.zip", SavedModels.healthy().convertDataType(DataType.DOUBLE));

        CommandRun run = CommandRun.of("examine", model, iris, "--markdown", "--epochs", 5);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("DOUBLE");
    }

    /** An activation function of the user's own. */
    public static final class OwnActivation extends ActivationReLU {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aNetworkWithAClassOfTheUsersOwnIsAcceptedIfThatIsAllowed() throws IOException {
        MultiLayerNetwork network = SavedModels.healthy();
        ((DenseLayer) network.getLayer(0).conf().getLayer()).setActivationFn(new OwnActivation());
        Path model = SavedModels.save(folder, "own.zip", network);

        CommandRun refused = CommandRun.of("examine", model, iris, "--epochs", 5);
        CommandRun allowed =
                CommandRun.of("examine", model, iris, "--epochs", 5, "--allow-class", OwnActivation.class.getName());

        assertThat(refused.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(refused.err()).contains(OwnActivation.class.getName());
        assertThat(allowed.err()).isEmpty();
        assertThat(allowed.status()).isEqualTo(ExitStatus.FINE);
    }

    @Test
    void aConvolutionalNetworkWithFlatInputIsAccepted() throws IOException {
        Path model = SavedModels.save(folder, "flat.zip", convolutional(InputType.convolutionalFlat(2, 2, 1)));

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 5);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("ConvolutionLayer");
    }

    @Test
    void aConvolutionalNetworkThatDoesNotTellItsImageSizeIsRefused() throws IOException {
        Path model = SavedModels.save(folder, "images.zip", convolutional(InputType.convolutional(2, 2, 1)));

        CommandRun run = CommandRun.of("examine", model, iris);

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("one row of numbers", "images", "convolutionalFlat");
        assertThat(run.err().lines()).hasSize(1);
    }

    private static MultiLayerNetwork convolutional(InputType input) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(4).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build());
        network.init();
        return network;
    }

    @Test
    void aRecurrentNetworkIsRefusedWithTheReason() throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(3).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(3)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();

        CommandRun run = CommandRun.of("examine", SavedModels.save(folder, "lstm.zip", network), iris);

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("begins with the recurrent layer LSTM and takes sequences");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aGraphWithTwoInputsIsRefused() throws IOException {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("hidden", new DenseLayer.Builder().nIn(4).nOut(3).build(), "left", "right")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(3)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "hidden")
                .setOutputs("out")
                .build());
        graph.init();

        CommandRun run = CommandRun.of("examine", SavedModels.save(folder, "two.zip", graph), iris);

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).contains("it has 2 inputs and 1 outputs");
    }

    @Test
    void oneSigmoidOutputMeansYesOrNo() throws IOException {
        Path model = SavedModels.save(
                folder,
                "binary.zip",
                SavedModels.stack(1, Activation.TANH, WeightInit.XAVIER, Activation.SIGMOID, LossFunction.XENT, 1));

        CommandRun three = CommandRun.of("examine", model, iris);
        Files.writeString(iris, Files.readString(iris).replace(",2\n", ",1\n").replace(",2\r\n", ",1\r\n"));
        CommandRun two = CommandRun.of("examine", model, iris, "--epochs", 5);

        assertThat(three.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(three.err()).contains("which are numbered 0 to 1");
        assertThat(two.err()).isEmpty();
    }

    @Test
    void identityOutputsMeanRegressionWithAsManyLabelColumns() throws IOException {
        Path model = SavedModels.save(
                folder,
                "regression.zip",
                SavedModels.stack(1, Activation.TANH, WeightInit.XAVIER, Activation.IDENTITY, LossFunction.MSE, 2));
        Files.writeString(iris, "1,2,3,4,.5,-7\n4,3,2,1,.25,9\n2,2,2,2,0,1\n");

        CommandRun run = CommandRun.of("examine", model, iris, "--epochs", 5);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("after 5 iterations");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(CommandRun.of("--help").out()).contains("demo", "examine", "repair");
        assertThat(CommandRun.of("examine", "--help").out()).contains("--label-column", "Exit status");
        assertThat(CommandRun.of("repair", "--help").out()).contains("--output", "Exit status");
        assertThat(CommandRun.of("demo", "--help").out()).contains("--seeds");
        assertThat(CommandRun.of("--version").out()).startsWith("gradient-doctor ");
    }
}
