package org.gradientdoctor.listeners.healthy;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** An endless supply of seeded minibatches for small problems that networks can learn. */
final class Batches {
    private final Random random;
    private final int size;

    Batches(int size, long seed) {
        this.size = size;
        this.random = new Random(seed);
    }

    /** Three Gaussian blobs in four dimensions; some labels may be wrong. [size, 4] and [size, 3]. */
    DataSet blobs(double distance, double wrongLabels) {
        INDArray features = Nd4j.zeros(size, 4);
        INDArray labels = Nd4j.zeros(size, 3);
        for (int i = 0; i < size; i++) {
            int blob = random.nextInt(3);
            for (int j = 0; j < 4; j++) {
                double center = j == blob ? distance : 0;
                features.putScalar(i, j, center + random.nextGaussian());
            }
            int label = random.nextDouble() < wrongLabels ? random.nextInt(3) : blob;
            labels.putScalar(i, label, 1);
        }
        return new DataSet(features, labels);
    }

    /** One example in fifty is of the second class, and can be told. [size, 4] and [size, 2]. */
    DataSet imbalanced() {
        INDArray features = Nd4j.zeros(size, 4);
        INDArray labels = Nd4j.zeros(size, 2);
        for (int i = 0; i < size; i++) {
            int rare = random.nextInt(50) == 0 ? 1 : 0;
            for (int j = 0; j < 4; j++) {
                features.putScalar(i, j, 2.0 * rare + random.nextGaussian());
            }
            labels.putScalar(i, rare, 1);
        }
        return new DataSet(features, labels);
    }

    /** y = sin x₁ + x₂² / 2 + noise of .1. [size, 2] and [size, 1]. */
    DataSet regression() {
        INDArray features = Nd4j.zeros(size, 2);
        INDArray labels = Nd4j.zeros(size, 1);
        for (int i = 0; i < size; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            features.putScalar(i, 0, a);
            features.putScalar(i, 1, b);
            labels.putScalar(i, 0, Math.sin(a) + b * b / 2 + .1 * random.nextGaussian());
        }
        return new DataSet(features, labels);
    }

    /** Sixteen columns that two hidden factors determine, to be reproduced. [size, 16] twice. */
    DataSet autoencoder() {
        INDArray features = Nd4j.zeros(size, 16);
        for (int i = 0; i < size; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < 16; j++) {
                features.putScalar(i, j, Math.cos(j) * a + Math.sin(j) * b);
            }
        }
        return new DataSet(features, features.dup());
    }

    /** Is the sum of a sequence positive? [size, 1, length] and [size, 2, length], the answer at every step. */
    DataSet sequences(int length) {
        INDArray features = Nd4j.zeros(size, 1, length);
        INDArray labels = Nd4j.zeros(size, 2, length);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int t = 0; t < length; t++) {
                double value = random.nextGaussian();
                sum += value;
                features.putScalar(new int[] {i, 0, t}, value);
                labels.putScalar(new int[] {i, sum > 0 ? 1 : 0, t}, 1);
            }
        }
        return new DataSet(features, labels);
    }

    /** Word indices below 40 of a vocabulary of 200; even words against odd ones. [size, 1] and [size, 2]. */
    DataSet words() {
        INDArray features = Nd4j.zeros(size, 1);
        INDArray labels = Nd4j.zeros(size, 2);
        for (int i = 0; i < size; i++) {
            int word = random.nextInt(40);
            features.putScalar(i, 0, word);
            labels.putScalar(i, word % 2, 1);
        }
        return new DataSet(features, labels);
    }

    /** A bright square in one of four corners of an 8 × 8 picture. [size, 64] and [size, 4]. */
    DataSet corners() {
        INDArray features = Nd4j.zeros(size, 64);
        INDArray labels = Nd4j.zeros(size, 4);
        for (int i = 0; i < size; i++) {
            int corner = random.nextInt(4);
            for (int pixel = 0; pixel < 64; pixel++) {
                int row = pixel / 8;
                int column = pixel % 8;
                boolean inside = row / 4 == corner / 2 && column / 4 == corner % 2;
                features.putScalar(i, pixel, (inside ? 1 : 0) + .3 * random.nextGaussian());
            }
            labels.putScalar(i, corner, 1);
        }
        return new DataSet(features, labels);
    }
}
