package org.gradientdoctor.samples;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradientdoctor.samples.training.TrainingProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of Gradient Doctor. Without arguments it does the main job. */
@Command(
        name = "gradient-doctor",
        description = {
            "Says why a Deeplearning4j network does not learn, and treats it.",
            "Without a command: the main job, see demo."
        },
        subcommands = {DemoCommand.class, ExamineCommand.class, RepairCommand.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        versionProvider = GradientDoctor.Version.class)
public final class GradientDoctor implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress bar.")
    private boolean quiet;

    @Option(
            names = "--progress",
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "A progress bar on standard error even where that is no terminal, or none.")
    private @Nullable Boolean progress;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces for what goes wrong.")
    private boolean debug;

    private GradientDoctor() {}

    /**
     * Runs a command and ends the virtual machine with its exit status.
     *
     * @param args command and options; none for the main job
     */
    public static void main(String[] args) {
        NativeRuntime.prepare();
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to execute; its streams can be set. */
    static CommandLine commandLine() {
        GradientDoctor root = new GradientDoctor();
        Failures failures = new Failures(root);
        return new CommandLine(root)
                .setExecutionStrategy(failures)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        return new DemoCommand().run(spec.commandLine().getOut(), TerminalInk.of(spec), progress());
    }

    /** Where commands show how far they are. */
    TrainingProgress progress() {
        boolean shown = progress == null ? TrainingProgress.isTerminal() : progress;
        return shown && !quiet ? TrainingProgress.on(System.err) : TrainingProgress.none();
    }

    /** Whether stack traces are wanted. */
    boolean debug() {
        return debug;
    }

    /** Tells the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "gradient-doctor "
                        + Optional.ofNullable(GradientDoctor.class.getPackage().getImplementationVersion())
                                .orElse("(from a source tree)"),
                "Java " + Runtime.version()
            };
        }
    }
}
