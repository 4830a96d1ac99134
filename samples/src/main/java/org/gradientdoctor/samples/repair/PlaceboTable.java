package org.gradientdoctor.samples.repair;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.Trial;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.samples.statistics.Wilson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How often a repair accepts what does nothing: placebos on sick networks, and real advice where labels are noise. */
@Command(
        name = "placebo-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Repairs with placebos, and repairs where nothing can be learned.")
public final class PlaceboTable implements Callable<Integer> {
    private static final int PLACEBOS = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", description = "Repairs of each kind; default ${DEFAULT-VALUE}.")
    int seeds = 20;

    @Option(names = "--only", description = "Only networks whose name contains this.")
    String only = "";

    PlaceboTable() {}

    /** Prints two tables. */
    public static void main(String... args) {
        System.exit(new CommandLine(new PlaceboTable()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, LongFunction<RepairReport>> placebos = new LinkedHashMap<>();
        Map<String, LongFunction<RepairReport>> noise = new LinkedHashMap<>();
        NothingHelps.sick().forEach((name, network) -> {
            if (name.contains(only)) {
                placebos.put(name, seed -> {
                    MultiLayerNetwork sick = network.apply(seed);
                    return NothingHelps.repair(withPlacebos(sick, seed), sick, NothingHelps.moons(seed), seed);
                });
                noise.put(
                        name + ", labels shuffled",
                        seed -> NothingHelps.repair(
                                RemedyAdvisor.standard(), network.apply(seed), NothingHelps.noise(seed), seed));
            }
        });
        table(out, "placebos", placebos);
        table(out, "standard advice where nothing can be learned", noise);
        return 0;
    }

    private static RemedyAdvisor withPlacebos(MultiLayerNetwork network, long seed) {
        List<Recommendation> advice = LongStream.range(0, PLACEBOS)
                .mapToObj(i -> new Recommendation(
                        List.of(Placebo.of(Surgery.examine(network), 1000 * seed + i)), "Nothing is expected of it."))
                .toList();
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> advice);
    }

    private void table(PrintWriter out, String title, Map<String, LongFunction<RepairReport>> repairs) {
        int comparisons = 0;
        int runs = 0;
        int accepted = 0;
        List<String> rows = new ArrayList<>();
        try (ProgressBar progress = new ProgressBar(title, (long) repairs.size() * seeds)) {
            for (Map.Entry<String, LongFunction<RepairReport>> each : repairs.entrySet()) {
                int compared = 0;
                int taken = 0;
                for (long seed = 1; seed <= seeds; seed++) {
                    RepairReport report = each.getValue().apply(seed);
                    compared += (int) report.trials().stream()
                            .filter(trial -> !trial.isControl())
                            .map(Trial::title)
                            .distinct()
                            .count();
                    taken += report.result() == RepairReport.Result.REPAIRED ? 1 : 0;
                    progress.step();
                }
                rows.add("| " + each.getKey() + " | " + seeds + " | " + compared + " | " + taken + " |");
                comparisons += compared;
                runs += seeds;
                accepted += taken;
            }
        }
        out.println();
        out.println("| " + title + " | repairs | treatments compared | accepted |");
        out.println("|---|---|---|---|");
        rows.forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%nof treatments %s; of repairs %s%n",
                new Wilson(accepted, comparisons),
                new Wilson(accepted, runs));
        out.flush();
    }
}
