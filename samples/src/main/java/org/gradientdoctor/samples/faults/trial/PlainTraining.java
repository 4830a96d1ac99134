package org.gradientdoctor.samples.faults.trial;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Trains networks as they are, on minibatches of one size in a seeded order, on the calling thread. */
public final class PlainTraining {
    private final Batches batches;

    /** @param seed of the order of examples */
    public PlainTraining(DataSet training, int batch, long seed) {
        this.batches = new Batches(training, batch, seed);
    }

    /** How many minibatches make an epoch. */
    public int perEpoch() {
        return batches.perEpoch();
    }

    /**
     * Trains on one minibatch.
     *
     * @return whether an epoch ends with it
     */
    public boolean step(Model network) {
        DataSet batch = batches.next();
        if (network instanceof ComputationGraph graph) {
            graph.fit(batch);
        } else {
            ((MultiLayerNetwork) network).fit(batch);
        }
        return batches.endsEpoch();
    }

    /** Trains on so many minibatches. */
    public void train(Model network, int iterations) {
        for (int i = 0; i < iterations; i++) {
            step(network);
        }
    }
}
