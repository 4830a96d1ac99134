package org.gradientdoctor.samples.faults.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.training.ParallelTrainings;

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

    private record Pending(BenchCase trained, long seed, Arm arm) {}

    /** Trains every case and its twin from every seed, unless that was done before. */
    public void run(List<BenchCase> cases) throws InterruptedException {
        run(cases, List.of());
    }

    /** The same, and every case once more under each arm. */
    public void run(List<BenchCase> cases, List<Arm> arms) throws InterruptedException {
        Map<String, Pending> pending = new LinkedHashMap<>();
        for (BenchCase each : cases) {
            for (long seed = 0; seed < SEEDS; seed++) {
                add(pending, each.twin(), seed, new Untreated());
                add(pending, each, seed, new Untreated());
                for (Arm arm : arms) {
                    add(pending, each, seed, arm);
                }
            }
        }
        List<Callable<Score>> trainings = new ArrayList<>();
        for (Pending each : pending.values()) {
            trainings.add(() -> {
                Score score = new Trial(each.trained, each.seed, each.arm).run();
                store.put(each.trained, each.seed, each.arm, score);
                return score;
            });
        }
        ParallelTrainings.run("trials", threads, trainings);
    }

    private void add(Map<String, Pending> pending, BenchCase trained, long seed, Arm arm) {
        if (store.find(trained, seed, arm).isEmpty()) {
            pending.putIfAbsent(arm.name() + " " + seed + " " + trained.identity(), new Pending(trained, seed, arm));
        }
    }
}
