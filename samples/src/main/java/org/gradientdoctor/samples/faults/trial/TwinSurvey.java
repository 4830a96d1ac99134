package org.gradientdoctor.samples.faults.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the bench's cases and prints how long each takes and how well it does, to see that what is sound learns. */
@Command(
        name = "twin-survey",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Processor time and metric of the bench's sound trainings, beside the constant answer's.")
public final class TwinSurvey implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", description = "Trainings of each; default ${DEFAULT-VALUE}.")
    int seeds = 2;

    @Option(names = "--family", description = "Only families whose name contains this.")
    String family = "";

    @Option(names = "--altered", description = "Cases with an alteration of this name instead of the sound ones.")
    String altered = "";

    @Option(names = "--plans", description = "Print how each is built and trained, too.")
    boolean plans;

    TwinSurvey() {}

    /** {@code twin-survey}. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new TwinSurvey()).execute(arguments));
    }

    @Override
    public Integer call() {
        Cases cases = new Cases();
        Stream.of(Part.values())
                .flatMap(part -> cases.of(part).stream())
                .filter(each -> each.family().contains(family))
                .filter(each -> each.alterations().equals(altered.isEmpty() ? List.of() : List.of(altered)))
                .forEach(this::print);
        return 0;
    }

    private void print(BenchCase each) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-56s", each.name()));
        if (plans) {
            spec.commandLine().getOut().println(each.identity());
        }
        for (long seed = 0; seed < seeds; seed++) {
            long start = clock.getCurrentThreadCpuTime();
            Score score = new Trial(each, seed).run();
            row.append(String.format(
                    Locale.ROOT,
                    "  %5.2f s  %6.3f (%.3f)",
                    (clock.getCurrentThreadCpuTime() - start) / 1e9,
                    score.value(),
                    score.constant()));
        }
        spec.commandLine().getOut().println(row);
        spec.commandLine().getOut().flush();
    }
}
