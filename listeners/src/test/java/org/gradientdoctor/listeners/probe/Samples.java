package org.gradientdoctor.listeners.probe;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded arrays in double precision that leave ND4J's random state alone. */
final class Samples {
    static final int ROWS = 4;
    static final int STEPS = 5;
    static final int CLASSES = 3;

    private Samples() {}

    static INDArray gaussian(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }

    static INDArray indices(long seed, int bound, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextInt(bound));
        }
        return array;
    }

    static INDArray labels() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, CLASSES);
        for (int i = 0; i < ROWS; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }

    /** [rows, classes, steps]. */
    static INDArray sequenceLabels() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, CLASSES, STEPS);
        for (int i = 0; i < ROWS; i++) {
            for (int t = 0; t < STEPS; t++) {
                labels.putScalar(new int[] {i, (i + t) % CLASSES, t}, 1);
            }
        }
        return labels;
    }

    /** The first example is as long as the array, each further one a step shorter. */
    static INDArray mask() {
        INDArray mask = Nd4j.ones(DataType.DOUBLE, ROWS, STEPS);
        for (int i = 0; i < ROWS; i++) {
            for (int t = STEPS - i; t < STEPS; t++) {
                mask.putScalar(i, t, 0);
            }
        }
        return mask;
    }

    static MultiDataSet batch(INDArray features, INDArray labels) {
        return new MultiDataSet(features, labels);
    }

    static MultiDataSet masked(
            INDArray features, INDArray labels, @Nullable INDArray mask, @Nullable INDArray labelMask) {
        return new MultiDataSet(
                new INDArray[] {features},
                new INDArray[] {labels},
                mask == null ? null : new INDArray[] {mask},
                labelMask == null ? null : new INDArray[] {labelMask});
    }
}
