package org.gradientdoctor.samples.guard;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.remedies.TrainingGuard;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.Trial;
import org.gradientdoctor.samples.training.ParallelTrainings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Trains under guard what the fault bench has of trainings that are sound or altered by what only looks like a fault, and
 * prints where the guard did anything: in a training that goes well it should nowhere.
 */
@Command(
        name = "sound-trainings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trainings of the fault bench that are meant to be healthy, under guard: how often it meddles.")
public final class SoundTrainings implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--part", description = "TUNING or REPORT; default ${DEFAULT-VALUE}.")
    Part part = Part.TUNING;

    @Option(names = "--seeds", description = "Trainings of each case; default ${DEFAULT-VALUE}.")
    int seeds = 1;

    @Option(names = "--every", description = "Only every k-th case, for a sample; default ${DEFAULT-VALUE}.")
    int every = 1;

    @Option(names = "--threads", description = "Trainings at once; default: one for each core.")
    int threads = Runtime.getRuntime().availableProcessors();

    SoundTrainings() {}

    /** Ends with 0 when all were trained. */
    public static void main(String... args) {
        System.exit(new CommandLine(new SoundTrainings())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    private record Guarded(String name, int iterations, Score score, List<Intervention> interventions) {

        /** For each kind its number, and the iteration of the first. */
        String told() {
            return Intervention.tally(interventions)
                    + "; first: " + interventions.get(0) + "; metric "
                    + String.format(Locale.ROOT, "%.3f, of the constant answer %.3f", score.value(), score.constant());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        List<BenchCase> cases = new Cases()
                .of(part).stream().filter(BenchCase::isMeantToBeHealthy).toList();
        List<Callable<Guarded>> trainings = new ArrayList<>();
        for (int i = 0; i < cases.size(); i += every) {
            BenchCase given = cases.get(i);
            for (long seed = 0; seed < seeds; seed++) {
                long chosen = seed;
                trainings.add(() -> guarded(given, chosen));
            }
        }
        List<Guarded> all = ParallelTrainings.run("guarded", threads, trainings);
        PrintWriter out = spec.commandLine().getOut();
        List<Guarded> touched =
                all.stream().filter(each -> !each.interventions().isEmpty()).toList();
        touched.forEach(each -> out.println("- " + each.name() + ": " + each.told()));
        out.printf(
                Locale.ROOT,
                "%d of %d trainings touched; %d iterations in all%n",
                touched.size(),
                all.size(),
                all.stream().mapToLong(Guarded::iterations).sum());
        out.flush();
        return 0;
    }

    private static Guarded guarded(BenchCase given, long seed) {
        TrainingGuard guard = TrainingGuard.create();
        Score score = new Trial(given, seed).run(new Trial.Watcher() {
            @Override
            public void begin(Model network, Split data, int iterationsPerEpoch) {
                network.setListeners(guard);
            }

            @Override
            public void after(Model network, int iteration, boolean endsEpoch) {}
        });
        return new Guarded(given.name(), given.iterations(), score, guard.interventions());
    }
}
