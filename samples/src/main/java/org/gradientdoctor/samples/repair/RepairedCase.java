package org.gradientdoctor.samples.repair;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.deeplearning4j.datasets.iterator.AsyncShieldDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.samples.training.Training;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One case repaired, and what its networks are worth on the test data: accuracy, or the share of variance explained.
 *
 * @param constant of the answer that ignores its input
 * @param untreated mean over seeds, trained plainly; not finite answers count as the constant one
 * @param twin mean over seeds
 * @param repaired of the network that came back
 */
record RepairedCase(
        SickCase sick, double constant, double untreated, double twin, double repaired, RepairReport report) {
    private static final int SEEDS = 3;

    static RepairedCase of(SickCase sick, long seed, RepairPlan.Builder plan) {
        ThreeParts data = sick.data().apply(seed);
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        sick.sick().apply(seed),
                        ThreeParts.minibatches(data.training(), sick.batch()),
                        ThreeParts.minibatches(data.validation(), sick.batch()),
                        plan.epochs(sick.epochs()).seed(seed).build());
        double constant = constant(data);
        return new RepairedCase(
                sick,
                constant,
                mean(
                        seed,
                        each -> plain(sick, sick.sick().apply(each), sick.data().apply(each)),
                        constant),
                mean(seed, each -> plain(sick, sick.twin().apply(each), twinData(sick, each)), constant),
                finite(worth(report.model(), data.test()), constant),
                report);
    }

    private static ThreeParts twinData(SickCase sick, long seed) {
        ThreeParts data = sick.data().apply(seed);
        return sick.twinStandardized() ? data.standardized() : data;
    }

    private static double mean(long seed, java.util.function.LongToDoubleFunction trained, double constant) {
        return LongStream.range(seed, seed + SEEDS)
                .mapToDouble(each -> finite(trained.applyAsDouble(each), constant))
                .average()
                .orElseThrow();
    }

    private static double finite(double value, double constant) {
        return Double.isFinite(value) ? value : constant;
    }

    /** Trains as a user would, without any watching. */
    private static double plain(SickCase sick, MultiLayerNetwork network, ThreeParts data) {
        network.fit(
                new AsyncShieldDataSetIterator(ThreeParts.minibatches(data.training(), sick.batch())), sick.epochs());
        return worth(network, data.test());
    }

    /** NaN where the answers are not finite. */
    private static double worth(Model network, DataSet test) {
        INDArray answers = Training.output(network, test.getFeatures());
        boolean finite = Arrays.stream(answers.dup().data().asDouble()).allMatch(Double::isFinite);
        return finite ? worth(answers, test.getLabels()) : Double.NaN;
    }

    private static double constant(ThreeParts data) {
        INDArray labels = data.test().getLabels();
        INDArray mean = data.training().getLabels().mean(0).reshape(1, labels.size(1));
        return worth(mean.broadcast(labels.shape()), labels);
    }

    private static double worth(INDArray answers, INDArray labels) {
        if (labels.size(1) > 1) {
            return answers.argMax(1)
                    .eq(labels.argMax(1))
                    .castTo(answers.dataType())
                    .meanNumber()
                    .doubleValue();
        }
        INDArray mean = labels.mean(0).reshape(1, labels.size(1)).broadcast(labels.shape());
        return 1 - squares(answers.sub(labels)) / squares(labels.sub(mean));
    }

    private static double squares(INDArray differences) {
        return DoubleStream.of(differences.dup().data().asDouble())
                .map(each -> each * each)
                .sum();
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
