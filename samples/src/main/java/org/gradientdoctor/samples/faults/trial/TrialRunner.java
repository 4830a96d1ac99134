package org.gradientdoctor.samples.faults.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/** Runs what the store lacks, on all cores, one trial on one thread. */
public final class TrialRunner {
    /** Matched seeds: a case and its twin begin from the same data and weights. */
    public static final int SEEDS = 5;

    private final TrialStore store;
    private final int threads;

    public TrialRunner(TrialStore store, int threads) {
        this.store = store;
        this.threads = threads;
    }

    private record Pending(BenchCase trained, long seed) {}

    /** Trains every case and its twin from every seed, unless that was done before. */
    public void run(List<BenchCase> cases) throws InterruptedException {
        Map<String, Pending> pending = new LinkedHashMap<>();
        for (BenchCase each : cases) {
            for (long seed = 0; seed < SEEDS; seed++) {
                add(pending, each.twin(), seed);
                add(pending, each, seed);
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ProgressBar progress = new ProgressBar("trials", pending.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (Pending each : pending.values()) {
                running.add(pool.submit(() -> {
                    store.put(each.trained, each.seed, new Trial(each.trained, each.seed).run());
                    progress.step();
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void add(Map<String, Pending> pending, BenchCase trained, long seed) {
        if (store.find(trained, seed).isEmpty()) {
            pending.putIfAbsent(seed + " " + trained.identity(), new Pending(trained, seed));
        }
    }
}
