package org.gradientdoctor.samples.theory;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the predicted change of the error signal per layer with the measured one, and prints a Markdown table. */
@Command(
        name = "theory-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Predicted against measured change of the error signal per layer, at initialization.")
public final class TheoryTable implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--activations", split = ",", description = "Of these; default ${DEFAULT-VALUE}.")
    List<Activation> activations = List.of(
            Activation.SIGMOID,
            Activation.TANH,
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.ELU,
            Activation.SELU,
            Activation.GELU,
            Activation.SWISH,
            Activation.SOFTPLUS,
            Activation.SOFTSIGN,
            Activation.HARDTANH,
            Activation.HARDSIGMOID,
            Activation.RATIONALTANH,
            Activation.RECTIFIEDTANH,
            Activation.MISH,
            Activation.RELU6);

    @Option(names = "--width", description = "Units of each layer; default ${DEFAULT-VALUE}.")
    int width = 512;

    @Option(names = "--batch", description = "Examples; default ${DEFAULT-VALUE}.")
    int batch = 32;

    @Option(names = "--layers", description = "Hidden layers; default ${DEFAULT-VALUE}.")
    int layers = 10;

    @Option(names = "--seeds", description = "Networks of each kind; default ${DEFAULT-VALUE}.")
    int seeds = 5;

    private static final List<WeightInit> WEIGHTS = List.of(WeightInit.XAVIER, WeightInit.RELU);

    TheoryTable() {}

    /** Prints the table and ends with 0 where all agree within ten percent, 1 where one does not. */
    public static void main(String... args) {
        System.exit(new CommandLine(new TheoryTable()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RandomStack stack = new RandomStack(layers, width, batch);
        TheoryReport report = new TheoryReport();
        int outside = 0;
        try (ProgressBar progress = new ProgressBar("theory", (long) activations.size() * WEIGHTS.size())) {
            for (Activation activation : activations) {
                for (WeightInit weights : WEIGHTS) {
                    GainComparison comparison = GainComparison.of(stack, activation, weights, seeds);
                    outside += comparison.agrees() ? 0 : 1;
                    report.add(comparison);
                    progress.step();
                }
            }
        }
        report.lines().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%n%d of %d agree within 10 %%: width %d, batch %d, %d hidden layers, %d seeds, Java %s%n",
                report.size() - outside,
                report.size(),
                width,
                batch,
                layers,
                seeds,
                Runtime.version().feature());
        out.flush();
        return outside == 0 ? 0 : 1;
    }
}
