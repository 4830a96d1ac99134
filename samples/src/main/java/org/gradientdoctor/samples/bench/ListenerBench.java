package org.gradientdoctor.samples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the time that watching adds to training. Every arm trains a network of its own on the same data; blocks of
 * iterations of all arms alternate within one run, in an order that rotates, so that the machine's other load falls on
 * all alike; reported are ratios with an interval. With {@code OMP_NUM_THREADS=1} all work is done by one thread, whose
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

    /** One arm with its network and what its blocks took, in nanoseconds of the clock and of the thread's processor. */
    private record Lane(Arm arm, MultiLayerNetwork network, long[] wall, long[] processor) {}

    private void measure(Workload workload) {
        List<DataSet> batches = workload.batches();
        int blocks = Math.max(1, iterations / block);
        Lane baseline = warmedUp(Arm.NONE, workload, batches, blocks);
        List<Lane> lanes = new ArrayList<>(List.of(baseline));
        for (Arm arm : arms) {
            if (arm != Arm.NONE) {
                lanes.add(warmedUp(arm, workload, batches, blocks));
            }
        }
        try (ProgressBar progress = new ProgressBar(workload.name(), blocks)) {
            for (int b = 0; b < blocks; b++) {
                for (int i = 0; i < lanes.size(); i++) {
                    Lane lane = lanes.get((i + b) % lanes.size());
                    long start = System.nanoTime();
                    long processorStart = threads.getCurrentThreadCpuTime();
                    train(lane.network(), batches, b * block, block);
                    lane.processor()[b] = threads.getCurrentThreadCpuTime() - processorStart;
                    lane.wall()[b] = System.nanoTime() - start;
                }
                progress.step();
            }
        }
        print(workload, lanes, baseline);
    }

    /** Warmed up under a listener that is then replaced, so that the timed one begins with its first iteration. */
    private Lane warmedUp(Arm arm, Workload workload, List<DataSet> batches, int blocks) {
        MultiLayerNetwork network = workload.network();
        arm.newListener().ifPresent(network::setListeners);
        train(network, batches, 0, warmUp);
        network.setListeners(List.of());
        arm.newListener().ifPresent(network::addListeners);
        return new Lane(arm, network, new long[blocks], new long[blocks]);
    }

    private static void train(MultiLayerNetwork network, List<DataSet> batches, int from, int count) {
        for (int i = from; i < from + count; i++) {
            network.fit(batches.get(i % batches.size()));
        }
    }

    private void print(Workload workload, List<Lane> lanes, Lane baseline) {
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
                lane.network().getListeners().stream()
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
