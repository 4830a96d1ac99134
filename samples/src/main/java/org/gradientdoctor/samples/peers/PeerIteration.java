package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * One iteration.
 *
 * @param iteration from 0
 * @param epoch from 0
 * @param batch its position in the epoch, from 0
 * @param score the loss with its regularization terms
 * @param dataLoss the loss without them
 * @param inputMinimum smallest element of all inputs of the network
 * @param inputMaximum largest element of all inputs of the network
 * @param layers in the trace's order
 */
public record PeerIteration(
        int iteration,
        int epoch,
        int batch,
        double score,
        double dataLoss,
        double inputMinimum,
        double inputMaximum,
        List<LayerRecord> layers) {

    public PeerIteration {
        layers = List.copyOf(layers);
    }
}
