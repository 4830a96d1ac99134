package org.gradientdoctor.samples.repair;

import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Data in three parts.
 *
 * @param training to train on
 * @param validation by which a repair compares
 * @param test seen by nobody before the end
 */
record ThreeParts(DataSet training, DataSet validation, DataSet test) {
    private static final double FIFTH = .2;

    /** Three, one and one fifth. */
    static ThreeParts of(DataSet all, long seed) {
        Split outer = Split.of(all, FIFTH, seed);
        Split inner = Split.of(outer.training(), FIFTH / (1 - FIFTH), seed);
        return new ThreeParts(inner.training(), inner.validation(), outer.validation());
    }

    /** The same, standardized by mean and deviation of the training part. */
    ThreeParts standardized() {
        return new ThreeParts(
                new Split(training, validation).standardized().training(),
                new Split(training, validation).standardized().validation(),
                new Split(training, test).standardized().validation());
    }

    static DataSetIterator minibatches(DataSet part, int size) {
        return new ExistingDataSetIterator(part.batchBy(size));
    }
}
