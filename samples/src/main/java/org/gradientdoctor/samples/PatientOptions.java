package org.gradientdoctor.samples;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.HeaderMode;
import org.gradientdoctor.samples.input.NumberTable;
import org.gradientdoctor.samples.input.TableReader;
import org.gradientdoctor.samples.model.ModelFile;
import org.gradientdoctor.samples.model.NetworkPorts;
import org.gradientdoctor.samples.model.PermittedClasses;
import org.gradientdoctor.samples.training.Training;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The two files and how to read them. */
final class PatientOptions {
    /** Iterations if the user names no epochs: enough for every detector to judge by, seconds for small networks. */
    private static final int ITERATIONS = 1000;

    /** Networks with fewer parameters train faster on one thread. */
    private static final long SMALL = 100_000;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "A network that ModelSerializer saved.")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "DATA.csv",
            description = "Rows of comma-separated numbers, as many features as the network takes, and labels.")
    private Path data;

    @Option(
            names = "--label-column",
            paramLabel = "NAME|INDEX",
            split = ",",
            description = "Label columns by name, or by index from 0 (default: the last ones, as many as needed).")
    private List<String> labelColumns = List.of();

    @ArgGroup
    private @Nullable Kind kind;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often each row is seen (default: as often as makes 1000 iterations).")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Rows in a minibatch (default: 32).")
    private int batchSize = 32;

    @Option(names = "--seed", paramLabel = "N", description = "Of splits, order and dropout (default: 1).")
    private long seed = 1;

    @Option(
            names = "--header",
            paramLabel = "auto|yes|no",
            description = "Whether the first line names the columns (default: if any of its cells is no number).")
    private HeaderMode header = HeaderMode.AUTO;

    @Option(
            names = "--allow-class",
            paramLabel = "NAME",
            description = "A class outside Deeplearning4j that the model file may name and that may so be loaded.")
    private Set<String> allowedClasses = new LinkedHashSet<>();

    /** What the network predicts, where its output layer does not tell. */
    static final class Kind {
        @Option(
                names = "--classes",
                paramLabel = "N",
                description = "The label is one of N classes, numbered from 0 (default: by the output layer).")
        private @Nullable Integer classes;

        @Option(
                names = "--regression",
                description = "The labels are numbers, a column for each output (default: by the output layer).")
        private boolean regression;
    }

    /**
     * Reads both files.
     *
     * @throws BadInput if anything about them is wrong
     */
    Patient admit() {
        positive("--epochs", epochs);
        positive("--batch-size", batchSize);
        ModelFile file = ModelFile.read(model, new PermittedClasses(allowedClasses));
        Optional<DataNormalization> normalizer = file.normalizer();
        Model network = file.restore();
        if (network.numParams() < SMALL) {
            NativeRuntime.useOneThread();
        }
        OptionalInt classes = kind == null || kind.classes == null ? OptionalInt.empty() : OptionalInt.of(kind.classes);
        NetworkPorts ports = NetworkPorts.of(network, classes, kind != null && kind.regression, file.source());
        NumberTable table = TableReader.read(data, header);
        // Normalizers that Deeplearning4j has saved compute in FLOAT; without one no digit of the file is lost.
        DataType read = normalizer.isPresent() ? DataType.FLOAT : ports.type();
        Examples examples = Examples.of(table, labelColumns, ports.features(), ports.task(), read);
        normalizer.ifPresent(n -> normalize(n, examples, file));
        return new Patient(file, ports, normalizer, examples.castTo(ports.type()), training(examples.count()));
    }

    private static void normalize(DataNormalization normalizer, Examples examples, ModelFile file) {
        try {
            normalizer.transform(examples.data());
            // ND4J says in many ways that shapes do not match.
        } catch (RuntimeException e) {
            throw new BadInput(
                    file.source() + ": its normalizer.bin was fitted on other columns: " + BadInput.reason(e), e);
        }
    }

    private Training training(int rows) {
        int batches = (rows - 1) / batchSize + 1;
        return new Training(epochs == null ? (ITERATIONS + batches - 1) / batches : epochs, batchSize, seed);
    }

    private static void positive(String option, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw new BadInput(option + " " + number + ": at least 1");
        }
    }
}
