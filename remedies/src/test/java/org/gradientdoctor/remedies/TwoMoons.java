package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Two half circles that no line parts: a small task that a network has to learn something for. */
public final class TwoMoons {
    static final int BATCH = 20;

    private TwoMoons() {}

    public static DataSetIterator of(int examples, long seed) {
        return iterator(examples, seed, false);
    }

    /** With labels that have nothing to do with the features. */
    public static DataSetIterator shuffled(int examples, long seed) {
        return iterator(examples, seed, true);
    }

    private static DataSetIterator iterator(int examples, long seed, boolean shuffled) {
        Random random = new Random(seed);
        List<DataSet> rows = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            boolean upper = random.nextBoolean();
            double angle = Math.PI * random.nextDouble();
            double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
            double y = upper ? Math.sin(angle) : .5 - Math.sin(angle);
            INDArray features = Nd4j.createFromArray(new double[][] {
                {x - .5 + .1 * random.nextGaussian(), y - .25 + .1 * random.nextGaussian()}
            });
            boolean label = shuffled ? random.nextBoolean() : upper;
            INDArray labels = Nd4j.createFromArray(new double[][] {{label ? 1 : 0, label ? 0 : 1}});
            rows.add(new DataSet(features.castTo(DataType.FLOAT), labels.castTo(DataType.FLOAT)));
        }
        return new ListDataSetIterator<>(rows, BATCH);
    }
}
