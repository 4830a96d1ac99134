package org.gradientdoctor.samples.guard;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import me.tongfei.progressbar.ProgressBar;
import org.gradientdoctor.core.trace.Intervention;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains networks with injected faults, with and without the guard, and prints a Markdown table. */
@Command(
        name = "guard-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trainings with injected faults: undisturbed, unguarded, guarded.")
public final class GuardTable implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", description = "Trainings of each case; default ${DEFAULT-VALUE}.")
    int seeds = 5;

    @Option(names = "--iterations", description = "Of each training; default ${DEFAULT-VALUE}.")
    int iterations = 600;

    @Option(names = "--cases", split = ",", description = "Numbers of cases, from 1; all where not given.")
    List<Integer> cases = List.of();

    GuardTable() {}

    /** Prints the table and ends with 0 where at most one case in twenty is not healed, 1 otherwise. */
    public static void main(String... args) {
        System.exit(new CommandLine(new GuardTable()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<GuardCase> all = GuardCase.all();
        List<Integer> chosen = cases.isEmpty() ? range(all.size()) : cases;
        int healed = 0;
        int runsHealed = 0;
        out.println("| | Fault | Task | Updater | Network | Undisturbed | Unguarded | Guarded | Seeds within 2 %:"
                + " unguarded, guarded | Interventions |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        try (ProgressBar progress = new ProgressBar("guard", (long) chosen.size() * seeds)) {
            for (int number : chosen) {
                GuardCase given = all.get(number - 1);
                List<GuardRun> runs = new ArrayList<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    runs.add(GuardRun.of(given, iterations, seed));
                    progress.step();
                }
                int guarded = count(runs, GuardRun::guarded);
                runsHealed += guarded;
                healed += mean(runs, GuardRun::guarded)
                                >= mean(runs, GuardRun::undisturbed) - .02 * Math.abs(mean(runs, GuardRun::undisturbed))
                        ? 1
                        : 0;
                out.println(row(number, given, runs, guarded));
                out.flush();
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%d of %d cases within 2 %% of the undisturbed metric in the mean of %d seeds, %d of %d single"
                        + " trainings; %d iterations, fault at %d, Java %s%n",
                healed,
                chosen.size(),
                seeds,
                runsHealed,
                chosen.size() * seeds,
                iterations,
                Fault.AT,
                Runtime.version().feature());
        out.flush();
        return healed * 20 >= chosen.size() * 19 ? 0 : 1;
    }

    private static List<Integer> range(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static int count(List<GuardRun> runs, ToDoubleFunction<GuardRun> metric) {
        return (int) runs.stream()
                .filter(run -> run.isClose(metric.applyAsDouble(run)))
                .count();
    }

    private static double mean(List<GuardRun> runs, ToDoubleFunction<GuardRun> metric) {
        return runs.stream().mapToDouble(metric).average().orElse(Double.NaN);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "none";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.1e", value);
    }

    private String row(int number, GuardCase given, List<GuardRun> runs, int guarded) {
        double interventions = runs.stream()
                .mapToInt(run -> run.interventions().size())
                .average()
                .orElse(0);
        long lowered = runs.stream()
                .flatMap(run -> run.interventions().stream())
                .filter(each -> each.kind() == Intervention.Kind.LOWERED_RATE)
                .count();
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %s | %s | %s | %s | %d, %d of %d | %.1f%s |",
                number,
                given.fault().title(),
                given.task().name().toLowerCase(Locale.ROOT),
                given.updating().title(),
                given.graph() ? "graph" : "stack",
                number(mean(runs, GuardRun::undisturbed)),
                number(mean(runs, GuardRun::unguarded)),
                number(mean(runs, GuardRun::guarded)),
                count(runs, GuardRun::unguarded),
                guarded,
                runs.size(),
                interventions,
                lowered == 0 ? "" : ", rate lowered");
    }
}
