package org.gradientdoctor.samples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the time that watching adds to training. One network is trained on, and blocks of its iterations are watched
 * by the arms in turn, in an order that rotates: the machine's other load falls on all alike, and so does the place of
 * arrays in memory; reported are ratios with an interval. With {@code OMP_NUM_THREADS=1} all work is done by one thread, whose
 * processor time is a quieter measure on a shared machine than the clock.
 */
@Command(
        name = "listener-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the time that watching adds to training, arms alternating in one run.")
public final class ListenerBench implements Callable<Integer> {
    @Option(names = "--workload", description = "MLP or LENET; both where not given.")
    List<Workload> workloads = List.of(Workload.values());

    @Option(names = "--iterations", description = "Iterations of each arm; default ${DEFAULT-VALUE}.")
    int iterations = 1000;

    @Option(names = "--block", description = "Iterations in one timed block; default ${DEFAULT-VALUE}.")
    int block = 2;

    @Option(names = "--warm-up", description = "Untimed iterations of each arm first; default ${DEFAULT-VALUE}.")
    int warmUp = 60;

    @Option(names = "--arms", split = ",", description = "Which arms; ${COMPLETION-CANDIDATES}; all where not given.")
    List<Arm> arms = List.of(Arm.values());

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private ListenerBench() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new ListenerBench()).execute(args));
    }

    @Override
    public Integer call() {
        for (Workload workload : workloads) {
            measure(workload);
        }
        return 0;
    }

    /** One arm with its listener and what its blocks took, in nanoseconds of the clock and of the thread's processor. */
    private record Lane(Arm arm, Optional<TrainingListener> listener, LaneClock clock, long[] wall, long[] processor) {
        static Lane of(Arm arm, int blocks) {
            LaneClock clock = new LaneClock();
            return new Lane(arm, arm.newListener(clock), clock, new long[blocks], new long[blocks]);
        }
    }

    private void measure(Workload workload) {
        List<DataSet> batches = workload.batches();
        MultiLayerNetwork network = workload.network();
        int blocks = Math.max(1, iterations / block);
        List<Arm> all = new ArrayList<>(List.of(Arm.NONE));
        arms.stream().filter(arm -> arm != Arm.NONE).forEach(all::add);
        for (Arm arm : all) {
            // Warmed up with listeners that are then replaced, so that the timed ones begin with their first iteration.
            train(Lane.of(arm, 1), network, batches, 0, warmUp);
        }
        List<Lane> lanes = all.stream().map(arm -> Lane.of(arm, blocks)).toList();
        try (ProgressBar progress = new ProgressBar(workload.name(), blocks)) {
            for (int b = 0; b < blocks; b++) {
                for (int i = 0; i < lanes.size(); i++) {
                    Lane lane = lanes.get((i + b) % lanes.size());
                    long start = System.nanoTime();
                    long processorStart = threads.getCurrentThreadCpuTime();
                    train(lane, network, batches, b * block, block);
                    lane.processor()[b] = threads.getCurrentThreadCpuTime() - processorStart;
                    lane.wall()[b] = System.nanoTime() - start;
                }
                progress.step();
            }
        }
        print(workload, lanes);
    }

    private static void train(Lane lane, MultiLayerNetwork network, List<DataSet> batches, int from, int count) {
        network.setListeners(lane.listener().map(List::of).orElse(List.of()));
        lane.clock().go();
        for (int i = from; i < from + count; i++) {
            network.fit(batches.get(i % batches.size()));
        }
        lane.clock().stop();
    }

    private void print(Workload workload, List<Lane> lanes) {
        Lane baseline = lanes.get(0);
        System.out.printf(
                Locale.ROOT,
                "%s, batch 64: %.2f ms per iteration without listener, %d iterations%n",
                workload,
                Arrays.stream(baseline.wall()).sum() / 1e6 / baseline.wall().length / block,
                baseline.wall().length * block);
        System.out.printf(Locale.ROOT, "  %-46s %-35s %s%n", "added time (95 % interval)", "processor", "clock");
        for (Lane lane : lanes) {
            if (lane.arm() != Arm.NONE) {
                PairedRatio processor = PairedRatio.of(lane.processor(), baseline.processor());
                PairedRatio wall = PairedRatio.of(lane.wall(), baseline.wall());
                System.out.printf(Locale.ROOT, "  %-46s %-35s %s%n", lane.arm().title(), processor, wall);
                lane.listener().stream()
                        .filter(GradientHealthListener.class::isInstance)
                        .map(GradientHealthListener.class::cast)
                        .map(health -> health.trace().cost())
                        .forEach(cost -> System.out.printf(
                                Locale.ROOT,
                                "    by its own account %.2f %%, %d full readings%n",
                                100 * cost.ratio(),
                                cost.fullReadings()));
            }
        }
    }
}
