package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Training steps and scores of a copy on one batch, whichever class of network it is. */
final class Passes {
    private final Model copy;
    private final ProbeBatch batch;

    Passes(Model copy, ProbeBatch batch) {
        this.copy = copy;
        this.batch = batch;
    }

    /** One training step. */
    void fit() {
        if (copy instanceof MultiLayerNetwork stack) {
            stack.fit(dataSet());
        } else {
            ((ComputationGraph) copy).fit(multiDataSet());
        }
    }

    /** The score in training mode, regularization terms included. */
    double score() {
        return copy instanceof MultiLayerNetwork stack
                ? stack.score(dataSet(), true)
                : ((ComputationGraph) copy).score(multiDataSet(), true);
    }

    private DataSet dataSet() {
        return new DataSet(batch.feature(0), batch.label(0), batch.featureMask(0), batch.labelMask(0));
    }

    private MultiDataSet multiDataSet() {
        return new MultiDataSet(batch.features(), batch.labels(), batch.featureMasks(), batch.labelMasks());
    }
}
