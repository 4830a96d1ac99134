package org.gradientdoctor.samples.faults.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import org.gradientdoctor.samples.faults.cases.BenchCase;

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
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ProgressBar progress = new ProgressBar("verdicts", cases.size())) {
            List<Future<Judged>> running = new ArrayList<>();
            for (BenchCase each : cases) {
                running.add(pool.submit(() -> {
                    Judged judged = JudgedTrial.run(each, peers);
                    progress.step();
                    return judged;
                }));
            }
            List<Judged> judged = new ArrayList<>();
            for (Future<Judged> each : running) {
                judged.add(each.get());
            }
            return judged;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a case could not be judged: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
