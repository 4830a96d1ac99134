package org.gradientdoctor.samples.repair;

import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.deeplearning4j.datasets.iterator.AsyncShieldDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlanBuilder;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.Metric;
import org.gradientdoctor.samples.faults.trial.Score;

/**
 * One case repaired, and what its networks are worth on the test data: accuracy, or the share of variance explained.
 *
 * @param constant of the answer that ignores its input
 * @param untreated mean over seeds, trained plainly; not finite answers count as the constant one
 * @param twin mean over seeds
 * @param repaired of the network that came back; of one that came back as it was, trained plainly as its user would
 */
record RepairedCase(
        SickCase sick, double constant, double untreated, double twin, double repaired, RepairReport report) {
    private static final int SEEDS = 3;

    static RepairedCase of(SickCase sick, long seed, RepairPlanBuilder plan) {
        ThreeParts data = sick.data().apply(seed);
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        sick.sick().apply(seed),
                        ThreeParts.minibatches(data.training(), sick.batch()),
                        ThreeParts.minibatches(data.validation(), sick.batch()),
                        plan.epochs(sick.epochs()).seed(seed).build());
        Score repaired =
                report.keptAsGiven() ? plain(sick, sick.sick().apply(seed), data) : worth(report.model(), data);
        return new RepairedCase(
                sick,
                repaired.constant(),
                mean(
                        seed,
                        each -> plain(sick, sick.sick().apply(each), sick.data().apply(each))),
                mean(seed, each -> plain(sick, sick.twin().apply(each), twinData(sick, each))),
                finite(repaired),
                report);
    }

    private static ThreeParts twinData(SickCase sick, long seed) {
        ThreeParts data = sick.data().apply(seed);
        return sick.twinStandardized() ? data.standardized() : data;
    }

    private static double mean(long seed, LongFunction<Score> trained) {
        return LongStream.range(seed, seed + SEEDS)
                .mapToObj(trained)
                .mapToDouble(RepairedCase::finite)
                .average()
                .orElseThrow();
    }

    private static double finite(Score score) {
        return score.isFinite() ? score.value() : score.constant();
    }

    /** Trains as a user would, without any watching. */
    private static Score plain(SickCase sick, MultiLayerNetwork network, ThreeParts data) {
        network.fit(
                new AsyncShieldDataSetIterator(ThreeParts.minibatches(data.training(), sick.batch())), sick.epochs());
        return worth(network, data);
    }

    private static Score worth(Model network, ThreeParts data) {
        Metric metric = data.test().getLabels().size(1) > 1 ? Metric.ACCURACY : Metric.FIT;
        return Score.of(metric, network, new Split(data.training(), data.test()));
    }

    /** Where the repaired network stands between the constant answer (0) and the healthy twin (1). */
    double scale() {
        return (repaired - constant) / (twin - constant);
    }

    /** A row of a Markdown table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.2f | %s | %.1f | %d | %.0f s |",
                sick.name(),
                untreated,
                twin,
                repaired,
                scale(),
                report.accepted()
                        .map(Recommendation::title)
                        .orElse(report.result().toString()),
                report.cost().plainTrainings(),
                report.cost().looks(),
                report.cost().time().toMillis() / 1000.0);
    }
}
