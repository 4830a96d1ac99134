package org.gradientdoctor.samples.repair;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.gradientdoctor.remedies.RepairPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Repairs one network for each way of being sick and prints a Markdown table of what that has come to. */
@Command(
        name = "repair-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Repairs nine sick networks and compares them with healthy ones on data nobody has seen.")
public final class RepairTable implements Callable<Integer> {
    /** From here on a network is as good as healthy. */
    private static final double REPAIRED = .95;

    @Spec
    private CommandSpec spec;

    @Option(names = "--only", description = "Only cases whose name contains this.")
    String only = "";

    @Option(names = "--seed", description = "Of data, weights and trials; default ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(names = "--reports", description = "Print each repair's own report as well.")
    boolean reports;

    @Option(names = "--epochs", description = "Passes in place of each case's own number.")
    int epochs;

    RepairTable() {}

    /** Prints the table and ends with 0 where all are repaired, 1 where one is not. */
    public static void main(String... args) {
        System.exit(new CommandLine(new RepairTable()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<SickCase> cases = SickCases.all().stream()
                .filter(each -> each.name().contains(only))
                .map(each -> epochs > 0 ? each.during(epochs) : each)
                .toList();
        List<RepairedCase> repaired = new ArrayList<>();
        try (ProgressBar progress = new ProgressBar("repairs", cases.size())) {
            for (SickCase each : cases) {
                RepairedCase done = RepairedCase.of(each, seed, RepairPlan.builder());
                repaired.add(done);
                if (reports) {
                    out.println(done.report());
                    out.flush();
                }
                progress.step();
            }
        }
        out.println("| network | untreated | twin | repaired | s | accepted | × plain | looks | time |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        repaired.forEach(each -> out.println(each.row()));
        long good = repaired.stream().filter(each -> each.scale() >= REPAIRED).count();
        double[] costs = repaired.stream()
                .mapToDouble(each -> each.report().cost().plainTrainings())
                .sorted()
                .toArray();
        out.printf(
                Locale.ROOT,
                "%n%d of %d reach s ≥ %.2f; median cost %.1f plain trainings; seed %d, Java %s%n",
                good,
                repaired.size(),
                REPAIRED,
                costs.length == 0 ? Double.NaN : costs[costs.length / 2],
                seed,
                Runtime.version().feature());
        out.flush();
        return good == repaired.size() ? 0 : 1;
    }
}
