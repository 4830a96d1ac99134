package org.gradientdoctor.samples.faults.repair;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.PlainTraining;
import org.gradientdoctor.samples.faults.trial.Score;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A case as every arm gets it. What arms are judged by is not in it: a fifth of the training data is held out to choose
 * by instead.
 *
 * @param sick the case
 * @param known training data, and validation data to choose by
 * @param seed of data, weights and order
 */
record Intake(BenchCase sick, Split known, long seed) {
    private static final double HELD_OUT = .2;
    /** Orders and draws are from other random states than data and weights, as those of the bench's trials are. */
    private static final long ORDER = 7919;

    static Intake of(BenchCase sick, long seed) {
        return new Intake(sick, Split.of(sick.data(seed).training(), HELD_OUT, seed), seed);
    }

    /** The same plan with nothing changed. */
    Intake twin() {
        return of(sick.twin(), seed);
    }

    /**
     * The network to be repaired, before it is trained.
     *
     * @param draw 0 for the case's own weights, any other number for others by the same rule
     */
    Model network(long draw) {
        Model network = sick.network(known, seed + draw);
        if (sick.trainedBefore() > 0) {
            Intake twin = twin();
            Model before = twin.network(draw);
            new PlainTraining(twin.known.training(), twin.sick.batch(), seed + draw + 2 * ORDER)
                    .train(before, sick.trainedBefore());
            network.setParams(before.params());
        }
        return network;
    }

    /**
     * A training on these data, its order and dropout seeded.
     *
     * @param data {@link #known}, or the same in another scale
     * @param times how many times as large minibatches are as the case's
     */
    PlainTraining training(Split data, int times, long draw) {
        // Never 0, which ND4J takes for the clock.
        Nd4j.getRandom().setSeed(seed + draw + ORDER);
        return new PlainTraining(data.training(), times * sick.batch(), seed + draw + ORDER);
    }

    /** Examples in a minibatch: the case's number, or all there are. */
    int batch() {
        return Math.min(
                sick.batch(), Math.toIntExact(known.training().getFeatures().size(0)));
    }

    /** A minibatch, for remedies that look at one. */
    MultiDataSet minibatch() {
        var first = known.training().batchBy(batch()).get(0);
        return new MultiDataSet(first.getFeatures(), first.getLabels());
    }

    /**
     * What the toolkit is to choose by; empty for what the labels ask for by themselves. They do not say that some steps
     * ask for nothing; their user does. Always the same answer recalls none.
     *
     * @param data {@link #known}, or the same in another scale
     */
    Optional<Metric> metric(Split data) {
        return switch (sick.metric()) {
            case RECALL -> Optional.of(Metric.share("recall", 0, network -> validated(network, data)));
            case ACCURACY, LABEL_ACCURACY, FIT -> Optional.empty();
        };
    }

    /** What a network is worth on the validation data; negative infinity where its answers are not finite. */
    double validated(Model network, Split data) {
        return Score.of(sick.metric(), network, data).value();
    }
}
