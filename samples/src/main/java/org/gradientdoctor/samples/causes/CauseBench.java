package org.gradientdoctor.samples.causes;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.training.ParallelTrainings;
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
        description = "How often the first cause is the one that was built in, healthy look-alikes among them. Rules"
                + " were developed on seeds 0 to 5; the report is on seeds that they have not seen.")
public final class CauseBench implements Callable<Integer> {
    /** Where rules are developed: any miss of these seeds may be looked at. */
    private static final int DEVELOPED = 6;
    /** The first seed of the report: rules were mended by what was seen on those before. */
    private static final int REPORTED = 30;

    @Spec
    private CommandSpec spec;

    @Option(names = "--first-seed", description = "The first seed; default ${DEFAULT-VALUE}, the report's.")
    int first = REPORTED;

    @Option(names = "--seeds", description = "How many from there on; default ${DEFAULT-VALUE}.")
    int seeds = 12;

    @Option(names = "--develop", description = "The seeds on which rules were developed instead of the report's.")
    boolean develop;

    @Option(names = "--threads", description = "Networks at a time, each on one thread; default ${DEFAULT-VALUE}.")
    int threads = 2;

    CauseBench() {}

    /** Prints the table and ends with 0 where at least 95 % of sick and of healthy networks are right, else with 1. */
    public static void main(String... args) {
        System.exit(new CommandLine(new CauseBench()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        IntStream drawn = develop ? IntStream.range(0, DEVELOPED) : IntStream.range(first, first + seeds);
        AnswerTable table =
                new AnswerTable(answers(drawn.boxed().flatMap(CauseCases::of).toList()));
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.flush();
        return table.suffices() ? 0 : 1;
    }

    private List<Answer> answers(List<CauseCase> cases) throws InterruptedException {
        List<Callable<Answer>> trainings = new ArrayList<>();
        for (CauseCase each : cases) {
            trainings.add(() -> Answer.to(each));
        }
        return ParallelTrainings.run("causes", threads, trainings);
    }
}
