package org.gradientdoctor.samples.causes;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.gradientdoctor.samples.statistics.Wilson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Diagnoses networks whose cause is known and prints how often the first cause named is the one that was built in. */
@Command(
        name = "cause-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "How often the first cause is the one that was built in, healthy look-alikes among them.")
public final class CauseBench implements Callable<Integer> {
    private static final double WANTED = .95;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", description = "Networks of each kind; default ${DEFAULT-VALUE}.")
    int seeds = 6;

    CauseBench() {}

    /** Prints the table and ends with 0 where at least 95 % are right, 1 where fewer are. */
    public static void main(String... args) {
        System.exit(new CommandLine(new CauseBench()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<CauseCase> cases = IntStream.range(0, seeds)
                .boxed()
                .flatMap(CauseBench::cases)
                .sorted(Comparator.comparing(CauseCase::group))
                .toList();
        AnswerTable table = new AnswerTable();
        try (ProgressBar progress = new ProgressBar("causes", cases.size())) {
            for (CauseCase each : cases) {
                table.add(Answer.to(each));
                progress.step();
            }
        }
        table.lines().forEach(out::println);
        out.flush();
        Wilson all = table.all();
        return all.hits() >= WANTED * all.all() ? 0 : 1;
    }

    private static Stream<CauseCase> cases(int seed) {
        return Stream.of(
                        StructuralCases.of(seed),
                        RateCases.of(seed),
                        DataCases.of(seed),
                        Stream.of(TimeCases.of(seed)),
                        TrainingCases.of(seed),
                        HealthyCases.of(seed))
                .flatMap(each -> each);
    }
}
