package org.gradientdoctor.samples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a preflight costs in plain training iterations, both in turn in one run. */
@Command(
        name = "preflight-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what a preflight costs in plain training iterations.")
public final class PreflightBench implements Callable<Integer> {
    @Option(names = "--workload", description = "MLP or LENET; both where not given.")
    List<Workload> workloads = List.of(Workload.values());

    @Option(names = "--rounds", description = "Preflights of each network; default ${DEFAULT-VALUE}.")
    int rounds = 30;

    @Option(names = "--warm-up", description = "Untimed rounds first; default ${DEFAULT-VALUE}.")
    int warmUp = 10;

    /** Plain iterations between two preflights: enough of them for a steady mean. */
    private static final int ITERATIONS = 5;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private PreflightBench() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new PreflightBench()).execute(args));
    }

    @Override
    public Integer call() {
        workloads.forEach(this::measure);
        return 0;
    }

    private void measure(Workload workload) {
        List<DataSet> batches = workload.batches();
        MultiLayerNetwork network = workload.network();
        long[] plain = new long[rounds];
        long[] preflight = new long[rounds];
        try (ProgressBar progress = new ProgressBar(workload.name(), warmUp + rounds)) {
            for (int round = -warmUp; round < rounds; round++) {
                long start = threads.getCurrentThreadCpuTime();
                for (int i = 0; i < ITERATIONS; i++) {
                    network.fit(batches.get(Math.floorMod(round * ITERATIONS + i, batches.size())));
                }
                long between = threads.getCurrentThreadCpuTime();
                Preflight.examine(network, batches.get(Math.floorMod(round, batches.size())));
                long end = threads.getCurrentThreadCpuTime();
                if (round >= 0) {
                    plain[round] = (between - start) / ITERATIONS;
                    preflight[round] = end - between;
                }
                progress.step();
            }
        }
        PairedRatio ratio = PairedRatio.of(preflight, plain);
        System.out.printf(
                Locale.ROOT,
                "%s, batch 64: an iteration takes %.2f ms of processor time, a preflight as much as %.2f of them (95 %%"
                        + " interval %.2f to %.2f)%n",
                workload,
                Arrays.stream(plain).sum() / 1e6 / rounds,
                1 + ratio.ratio(),
                1 + ratio.low(),
                1 + ratio.high());
    }
}
