package org.gradientdoctor.samples;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.samples.demo.MainJob;
import org.gradientdoctor.samples.demo.SeedTable;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.training.TrainingProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
        name = "demo",
        description = {
            "Two sick networks on Fisher's Iris: diagnosed, treated, trained again.",
            "Ten sigmoid layers whose gradient vanishes, and ten ReLU layers with weights drawn from N(0, 1), which"
                    + " explode. Trained on 120 flowers, measured on 30 held out."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private GradientDoctor root;

    @Option(names = "--seed", paramLabel = "N", description = "Of split, weights and order (default: 1).")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "FIRST-LAST",
            description = "A table over these seeds, with a healthy two-layer twin beside.")
    private @Nullable String seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "How long each training is (default: 100).")
    private int epochs = 100;

    @Override
    public Integer call() {
        return run(spec.commandLine().getOut(), TerminalInk.of(spec), root.progress());
    }

    int run(PrintWriter out, Ink ink, TrainingProgress progress) {
        if (epochs < 1) {
            throw new BadInput("--epochs " + epochs + ": at least 1");
        }
        NativeRuntime.useOneThread();
        if (seeds == null) {
            new MainJob(out, ink, progress).run(seed, epochs);
        } else {
            Matcher range = RANGE.matcher(seeds);
            if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
                throw new BadInput("--seeds " + seeds + ": give the first and the last, as in 1-10");
            }
            new SeedTable(out, progress).run(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), epochs);
        }
        return ExitStatus.FINE;
    }
}
