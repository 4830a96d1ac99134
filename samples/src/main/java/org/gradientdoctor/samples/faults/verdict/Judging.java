package org.gradientdoctor.samples.faults.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.training.ParallelTrainings;

/** Lets every contestant judge every case, on all cores, one training on one thread. */
public final class Judging {
    private Judging() {}

    /** Judged cases in the order given. */
    public static List<Judged> of(List<BenchCase> cases, int threads) throws InterruptedException {
        return judge(cases, threads, true);
    }

    /** The same by our own diagnosis alone, which takes less time. */
    public static List<Judged> ours(List<BenchCase> cases, int threads) throws InterruptedException {
        return judge(cases, threads, false);
    }

    private static List<Judged> judge(List<BenchCase> cases, int threads, boolean peers) throws InterruptedException {
        List<Callable<Judged>> trainings = new ArrayList<>();
        for (BenchCase each : cases) {
            trainings.add(() -> JudgedTrial.run(each, peers));
        }
        return ParallelTrainings.run("verdicts", threads, trainings);
    }
}
