package org.gradientdoctor.samples.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;

/**
 * Several trainings at a time, each on one thread from beginning to end: ND4J's random state belongs to the thread, and
 * each training seeds it, so that their order changes nothing.
 */
public final class ParallelTrainings {
    private ParallelTrainings() {}

    /**
     * Runs them all behind a progress bar; the first that fails ends it.
     *
     * @return results in the order given
     * @throws IllegalStateException if one fails
     */
    public static <T> List<T> run(String title, int threads, List<Callable<T>> trainings) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ProgressBar progress = new ProgressBar(title, trainings.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> each : trainings) {
                running.add(pool.submit(() -> {
                    T result = each.call();
                    progress.step();
                    return result;
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("one of the " + title + " failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
