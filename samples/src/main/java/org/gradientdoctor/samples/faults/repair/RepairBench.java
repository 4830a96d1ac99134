package org.gradientdoctor.samples.faults.repair;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gradientdoctor.listeners.capture.Environment;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.publish.Provenance;
import org.gradientdoctor.samples.faults.trial.TrialRunner;
import org.gradientdoctor.samples.faults.trial.TrialStore;
import org.gradientdoctor.samples.faults.truth.GroundTruth;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.truth.Scale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Repairs cases of the fault bench by the advisor and by other means at the same budget, and publishes the outcome. */
@Command(
        name = "repair-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How good repairs are, ours and others at the same budget, on trainings whose outcome is measured.")
public final class RepairBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--part", description = "TUNING, REPORT, FURTHER or LATER; default ${DEFAULT-VALUE}.")
    Part part = Part.TUNING;

    @Option(
            names = "--cases",
            description = "So many cases: three fifths sick, three twentieths impaired, the rest healthy;"
                    + " default ${DEFAULT-VALUE}.")
    int cases = 120;

    @Option(
            names = "--every",
            description = "They are taken from every k-th case of the part, which is all that is trained for the truth;"
                    + " default ${DEFAULT-VALUE}.")
    int every = 1;

    @Option(
            names = "--first",
            description = "Where --every begins, 1 to k: with another first case come others throughout;"
                    + " default ${DEFAULT-VALUE}.")
    int first = 1;

    @Option(
            names = "--after",
            description = "Leave out the cases of a sample of so many: after a change prompted by these, others are"
                    + " needed; default ${DEFAULT-VALUE}.")
    int after = 0;

    @Option(
            names = "--arms",
            split = ",",
            description = "Beside ours: best-practice, random, reseeded, autotrainer; default: all.")
    List<Rival> arms = List.of(Rival.values());

    @Option(names = "--alone", description = "Ours, untreated and sound twin, and no others.")
    boolean alone;

    @Option(
            names = "--use-up-validation",
            description = "What any arm gives back goes on with the validation data among its training data.")
    boolean useUpValidation;

    @Option(
            names = "--work",
            description = "Folder that keeps scores of trials and what repairs came to; default ${DEFAULT-VALUE}.")
    Path work = Path.of("samples/target/fault-bench");

    @Option(
            names = "--states",
            description = "Published file of the fault bench (docs/bench/cases.csv) by whose states cases are chosen;"
                    + " only their twins are then trained for the truth. Default: all cases of the part are, too.")
    @Nullable
    Path states;

    @Option(names = "--threads", description = "Cases at once; default: one for each core.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--publish", description = "Folder of documents to write the results to; default: in --work.")
    @Nullable
    Path documents;

    /** What ours is compared with. */
    enum Rival {
        BEST_PRACTICE(new BestPractice()),
        RANDOM(new RandomRemedies()),
        RESEEDED(new Reseeded()),
        AUTOTRAINER(new AutoTrainerOrder());

        private final RepairArm arm;

        Rival(RepairArm arm) {
            this.arm = arm;
        }

        /** As it is given on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    RepairBench() {}

    /** Ends with 0 when all was run and written. */
    public static void main(String... args) {
        System.exit(command(new RepairBench()).execute(args));
    }

    static CommandLine command(RepairBench bench) {
        return new CommandLine(bench).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        requirePositive("--cases", cases);
        requirePositive("--every", every);
        requirePositive("--threads", threads);
        if (after < 0 || after >= cases) {
            throw new ParameterException(
                    spec.commandLine(), "--after is " + after + ": give 0 to " + (cases - 1) + ", less than --cases");
        }
        if (first < 1 || first > every) {
            throw new ParameterException(
                    spec.commandLine(), "--first is " + first + ": give 1 to " + every + ", the value of --every");
        }
        List<BenchCase> all = new Cases().of(part, every, first);
        TrialStore truths = TrialStore.open(work.resolve("trials.tsv"));
        Function<BenchCase, State> stateOf = stateOf(all, truths);
        List<BenchCase> sample = RepairSample.after(all, stateOf, after, cases);
        new TrialRunner(truths, threads)
                .run(sample.stream().map(BenchCase::twin).toList());
        RepairRunner runner = new RepairRunner(
                RepairStore.open(work.resolve("repairs.tsv")),
                rivals().stream().map(rival -> rival.arm).toList(),
                useUpValidation,
                threads);
        List<Map<String, Repaired>> results = runner.run(sample);
        List<RepairedCase> repaired = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            BenchCase each = sample.get(i);
            repaired.add(RepairedCase.of(
                    each, stateOf.apply(each), Scale.of(each, truths), new LinkedHashMap<>(results.get(i))));
        }
        publish(new RepairFigures(repaired), new Cases().of(part).size());
        return 0;
    }

    private List<Rival> rivals() {
        return alone ? List.of() : arms;
    }

    /** States by outcome: published ones, or of all cases of the part, trained with their twins. */
    private Function<BenchCase, State> stateOf(List<BenchCase> all, TrialStore truths) throws InterruptedException {
        if (states != null) {
            try {
                return PublishedStates.read(states, all)::of;
            } catch (IllegalArgumentException | UncheckedIOException e) {
                throw new ParameterException(spec.commandLine(), "--states: " + e.getMessage(), e);
            }
        }
        new TrialRunner(truths, threads).run(all);
        return each -> GroundTruth.of(each, truths).state();
    }

    private void publish(RepairFigures figures, int all) {
        Path target = documents == null ? work : documents;
        Path folder = target.resolve("bench");
        String which = part.suffix()
                + (first == 1 ? "" : "-from-" + first)
                + (after == 0 ? "" : "-after-" + after)
                + (useUpValidation ? "-on-all-data" : "");
        String rows = "repairs" + which + ".tsv";
        Path page = target.resolve("repair-bench" + which + ".md");
        try {
            Files.createDirectories(folder);
            RepairRows.write(figures, folder.resolve(rows));
            Files.writeString(
                    page,
                    new RepairPage(figures, provenance(figures.cases().size(), all), "bench/" + rows, useUpValidation)
                            .text());
        } catch (IOException e) {
            throw new UncheckedIOException("the results can't be written to " + target, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("written: " + page);
        out.flush();
    }

    private Provenance provenance(int taken, int all) {
        return Provenance.of(
                Clock.systemUTC(),
                part.name().toLowerCase(Locale.ROOT) + " part, " + taken + " of its " + all + " cases",
                Environment.read(),
                "mvn -q -B compile exec:java -Dexec.mainClass=" + RepairBench.class.getName() + " -Dexec.args=\"--part "
                        + part + (every == 1 ? "" : " --every " + every) + (first == 1 ? "" : " --first " + first)
                        + " --cases " + cases
                        + (after == 0 ? "" : " --after " + after) + states() + arms()
                        + (useUpValidation ? " --use-up-validation" : "")
                        + "\"");
    }

    private String states() {
        return states == null ? "" : " --states " + states;
    }

    private String arms() {
        if (alone) {
            return " --alone";
        }
        return arms.size() == Rival.values().length
                ? ""
                : " --arms " + arms.stream().map(Rival::toString).collect(Collectors.joining(","));
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ": give at least 1");
        }
    }
}
