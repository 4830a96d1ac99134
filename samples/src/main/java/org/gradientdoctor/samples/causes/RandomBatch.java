package org.gradientdoctor.samples.causes;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Batches that can be learned, standardized enough. */
final class RandomBatch {
    /** Steps that show what is to be remembered. */
    private static final int CUE = 5;

    private RandomBatch() {}

    /** Gaussian blobs around a center for each class. */
    static DataSet classes(Random random, int examples, int columns, int classes) {
        return classes(random, examples, columns, classes, 0);
    }

    /** The same with this share of the examples in the first class beside its usual one. */
    static DataSet classes(Random random, int examples, int columns, int classes, double first) {
        double[][] centers = new double[classes][columns];
        for (double[] center : centers) {
            Arrays.setAll(center, i -> random.nextGaussian());
        }
        double[][] features = new double[examples][columns];
        double[][] labels = new double[examples][classes];
        for (int e = 0; e < examples; e++) {
            int label = random.nextDouble() < first ? 0 : random.nextInt(classes);
            labels[e][label] = 1;
            for (int c = 0; c < columns; c++) {
                features[e][c] = .7 * (centers[label][c] + random.nextGaussian());
            }
        }
        return new DataSet(floats(features), floats(labels));
    }

    static DataSet regression(Random random, int examples, int columns, double scale) {
        double[][] features = new double[examples][columns];
        double[][] labels = new double[examples][1];
        for (int e = 0; e < examples; e++) {
            Arrays.setAll(features[e], i -> random.nextGaussian());
            labels[e][0] = scale * (features[e][0] * features[e][1] + .1 * random.nextGaussian());
        }
        return new DataSet(floats(features), floats(labels));
    }

    /** One of as many categories as there are columns; the class is the category's remainder. */
    static DataSet oneHot(Random random, int examples, int columns, int classes) {
        double[][] features = new double[examples][columns];
        double[][] labels = new double[examples][classes];
        for (int e = 0; e < examples; e++) {
            int category = random.nextInt(columns);
            features[e][category] = 1;
            labels[e][category % classes] = 1;
        }
        return new DataSet(floats(features), floats(labels));
    }

    /** [examples, channels, steps]; the class is the channel whose mean is not 0. */
    static DataSet sequences(Random random, int examples, int channels, int steps) {
        return sequences(random, examples, channels, steps, steps, 1);
    }

    /** The same where the class shows in the first steps alone, more clearly, and must be remembered to the end. */
    static DataSet recall(Random random, int examples, int channels, int steps) {
        return sequences(random, examples, channels, steps, CUE, 2);
    }

    private static DataSet sequences(Random random, int examples, int channels, int steps, int shown, double mean) {
        INDArray features = Nd4j.create(examples, channels, steps);
        double[][] labels = new double[examples][channels];
        for (int e = 0; e < examples; e++) {
            int label = random.nextInt(channels);
            labels[e][label] = 1;
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < channels; c++) {
                    double there = c == label && t < shown ? mean : 0;
                    features.putScalar(e, c, t, random.nextGaussian() + there);
                }
            }
        }
        return new DataSet(features, floats(labels));
    }

    static void addNoise(Random random, INDArray features, double deviation) {
        for (long at = 0; at < features.length(); at++) {
            features.putScalar(at, features.getDouble(at) + deviation * random.nextGaussian());
        }
    }

    private static INDArray floats(double[][] rows) {
        return Nd4j.create(rows).castTo(DataType.FLOAT);
    }
}
