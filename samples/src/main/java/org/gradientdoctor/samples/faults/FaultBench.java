package org.gradientdoctor.samples.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gradientdoctor.listeners.capture.Environment;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.publish.Provenance;
import org.gradientdoctor.samples.faults.publish.Publication;
import org.gradientdoctor.samples.faults.score.Scored;
import org.gradientdoctor.samples.faults.score.Standings;
import org.gradientdoctor.samples.faults.trial.TrialRunner;
import org.gradientdoctor.samples.faults.trial.TrialStore;
import org.gradientdoctor.samples.faults.truth.GroundTruth;
import org.gradientdoctor.samples.faults.verdict.Judged;
import org.gradientdoctor.samples.faults.verdict.Judging;
import org.gradientdoctor.samples.faults.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains the cases, measures what is sick, lets every contestant judge, and publishes who was right. */
@Command(
        name = "fault-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "How good verdicts are, ours and other tools', on trainings whose outcome is measured.")
public final class FaultBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--part", description = "TUNING, REPORT, FURTHER or LATER; default ${DEFAULT-VALUE}.")
    Part part = Part.REPORT;

    @Option(names = "--every", description = "Only every k-th case, for a sample; default ${DEFAULT-VALUE}.")
    int every = 1;

    @Option(
            names = "--work",
            description = "Folder that keeps the scores of trials that were run; default ${DEFAULT-VALUE}.")
    Path work = Path.of("samples/target/fault-bench");

    @Option(names = "--threads", description = "Trainings at once; default: one for each core.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--truth-only",
            description = "Only train and keep the scores, which say what is sick; nothing is judged.")
    boolean truthOnly;

    @Option(names = "--publish", description = "Folder of documents to write the results to; default: in --work.")
    @Nullable
    Path documents;

    FaultBench() {}

    /** Ends with 0 when all was run and written. */
    public static void main(String... args) {
        System.exit(new CommandLine(new FaultBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (documents != null && part != Part.REPORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--publish is for the report part, whose pages others would replace: leave it out, and they are"
                            + " written to --work");
        }
        int all = new Cases().of(part).size();
        List<BenchCase> cases = new Cases().of(part, Math.max(1, every));
        TrialStore store = TrialStore.open(work.resolve("trials.tsv"));
        new TrialRunner(store, threads).run(cases);
        if (truthOnly) {
            return 0;
        }
        Standings standings = standings(Judging.of(cases, threads), store);
        Path target = documents == null ? work : documents;
        Publication.write(standings, provenance(all, cases.size()), target);
        PrintWriter out = spec.commandLine().getOut();
        out.println("written: " + target.resolve("bench.md"));
        out.flush();
        return 0;
    }

    private static Standings standings(List<Judged> judged, TrialStore store) {
        Map<String, List<Scored>> byContestant = new LinkedHashMap<>();
        for (Judged each : judged) {
            BenchCase trained = each.judged();
            GroundTruth truth = GroundTruth.of(trained, store);
            String alteration = trained.isSound() ? "sound" : String.join(" and ", trained.alterations());
            for (Map.Entry<String, Verdict> verdict : each.verdicts().entrySet()) {
                byContestant
                        .computeIfAbsent(verdict.getKey(), any -> new ArrayList<>())
                        .add(new Scored(
                                trained.name(),
                                trained.family(),
                                alteration,
                                trained.iterations(),
                                truth,
                                trained.causes(),
                                each.layers(),
                                each.layersAtFault(),
                                verdict.getValue()));
            }
        }
        return new Standings(byContestant);
    }

    private Provenance provenance(int all, int taken) {
        String which = part.name().toLowerCase(Locale.ROOT) + " part"
                + (taken == all ? "" : ", " + taken + " of its " + all + " cases");
        return Provenance.of(
                Clock.systemUTC(),
                which,
                Environment.read(),
                "mvn -q -B compile exec:java -Dexec.mainClass=" + FaultBench.class.getName() + " -Dexec.args=\"--part "
                        + part + (every > 1 ? " --every " + every : "") + "\"");
    }
}
