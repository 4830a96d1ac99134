package org.gradientdoctor.remedies.remedy;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.remedies.surgery.Batch;
import org.nd4j.linalg.api.buffer.DataType;

/** The batch normalization that remedies insert: one that goes by batches, or a frozen one by fixed numbers. */
public final class BatchStatistics {
    /** Below, the statistics of a batch say more about chance than about the data. */
    public static final int LEAST_EXAMPLES = 8;

    /** What is added to variances, Deeplearning4j's default. */
    private static final double USUAL_EPSILON = 1e-5;
    /**
     * The same in half precision, whose largest number is 65504. Deeplearning4j's backward pass has the third power of
     * 1 / √(variance + ε): for a unit that is the same for all examples 3.2e7 with the usual ε, and 3.2e4 with this one.
     */
    private static final double HALF_EPSILON = 1e-3;

    private BatchStatistics() {}

    /** Of what lies like this. */
    static BatchNormalization normalization(Layout layout, DataType type) {
        BatchNormalization norm = new BatchNormalization.Builder()
                .nIn(layout.channels())
                .nOut(layout.channels())
                .eps(epsilon(type))
                .build();
        norm.setCnn2DFormat(layout.maps());
        return norm;
    }

    static double epsilon(DataType type) {
        return type == DataType.FLOAT16 ? HALF_EPSILON : USUAL_EPSILON;
    }

    /** Why batches like this one have no statistics to go by; empty where they have. */
    static Optional<String> refusal(Batch batch) {
        return batch.examples() < LEAST_EXAMPLES
                ? Optional.of("batch normalization goes by the statistics of a batch, and this one has "
                        + batch.examples() + " examples: use batches of at least " + LEAST_EXAMPLES
                        + ", or layer normalization")
                : Optional.empty();
    }
}
