package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * A training run as peers need it: numbers, no arrays; about 300 bytes for each layer of each iteration.
 *
 * @param plan what was planned
 * @param layers from the input to the output
 * @param iterations all of them; the i-th is iteration i
 * @param epochs those that ended
 */
public record PeerTrace(
        TrainingPlan plan, List<PeerLayer> layers, List<PeerIteration> iterations, List<EpochEnd> epochs) {

    /**
     * The end of an epoch.
     *
     * @param lastIteration the last iteration that belongs to it
     * @param accuracy share of examples told right, 0 … 1; NaN where there is no accuracy
     */
    public record EpochEnd(int lastIteration, double accuracy) {}

    public PeerTrace {
        layers = List.copyOf(layers);
        iterations = List.copyOf(iterations);
        epochs = List.copyOf(epochs);
    }

    /** Mean of the scores of an epoch. */
    double epochLoss(int epoch) {
        int first = epoch == 0 ? 0 : epochs.get(epoch - 1).lastIteration() + 1;
        return iterations.subList(first, epochs.get(epoch).lastIteration() + 1).stream()
                .mapToDouble(PeerIteration::score)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * A batch with the weights as they were when an epoch ended: the first batch of the next one, or the epoch's own last
     * batch where no other followed.
     */
    PeerIteration atEndOf(int epoch) {
        int last = epochs.get(epoch).lastIteration();
        return iterations.get(Math.min(last + 1, iterations.size() - 1));
    }
}
