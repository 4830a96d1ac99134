package org.gradientdoctor.samples.faults.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Data with something changed about it. What spoils a training does so in its own part; a wrong scale, everywhere. */
final class Changed {
    /** Where a standardized feature counts as large. */
    private static final double LARGE = .43;

    private Changed() {}

    static Split features(Split data, UnaryOperator<INDArray> change) {
        Split training = trainingFeatures(data, change);
        DataSet validation = data.validation();
        return new Split(
                training.training(), new DataSet(change.apply(validation.getFeatures()), validation.getLabels()));
    }

    static Split trainingFeatures(Split data, UnaryOperator<INDArray> change) {
        DataSet training = data.training();
        return new Split(new DataSet(change.apply(training.getFeatures()), training.getLabels()), data.validation());
    }

    static Split labels(Split data, UnaryOperator<INDArray> change) {
        Split training = trainingLabels(data, change);
        DataSet validation = data.validation();
        return new Split(
                training.training(), new DataSet(validation.getFeatures(), change.apply(validation.getLabels())));
    }

    static Split trainingLabels(Split data, UnaryOperator<INDArray> change) {
        DataSet training = data.training();
        return new Split(new DataSet(training.getFeatures(), change.apply(training.getLabels())), data.validation());
    }

    static INDArray shuffled(INDArray examples, Random draw) {
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, Math.toIntExact(examples.size(0))).boxed().toList());
        Collections.shuffle(order, draw);
        return pick(examples, order);
    }

    /** Another class, or the opposite label where there are several for each example. */
    static INDArray noisy(INDArray labels, double share, Random draw) {
        int columns = Math.toIntExact(labels.size(1));
        boolean classes = labels.sum(1).eq(1).all();
        float[][] rows = labels.toFloatMatrix();
        for (float[] row : rows) {
            if (!classes) {
                for (int column = 0; column < columns; column++) {
                    row[column] = draw.nextDouble() < share ? 1 - row[column] : row[column];
                }
            } else if (draw.nextDouble() < share) {
                int was = columnOfOne(row);
                row[was] = 0;
                row[(was + 1 + draw.nextInt(columns - 1)) % columns] = 1;
            }
        }
        return Nd4j.createFromArray(rows);
    }

    private static int columnOfOne(float[] row) {
        return IntStream.range(0, row.length)
                .filter(column -> row[column] == 1)
                .findFirst()
                .orElse(0);
    }

    /** Leaves out examples of the first class until each other class has so many times more to train on. */
    static Split thinned(Split data, int times) {
        float[][] labels = data.training().getLabels().toFloatMatrix();
        long others = IntStream.range(0, labels.length)
                        .filter(row -> columnOfOne(labels[row]) != 0)
                        .count()
                / (labels[0].length - 1);
        List<Integer> kept = new ArrayList<>();
        long rare = Math.max(1, others / times);
        for (int row = 0; row < labels.length; row++) {
            if (columnOfOne(labels[row]) != 0 || rare-- > 0) {
                kept.add(row);
            }
        }
        DataSet training = data.training();
        return new Split(
                new DataSet(pick(training.getFeatures(), kept), pick(training.getLabels(), kept)), data.validation());
    }

    private static INDArray pick(INDArray all, List<Integer> rows) {
        float[] elements = all.dup('c').data().asFloat();
        long[] shape = all.shape().clone();
        int size = elements.length / Math.toIntExact(shape[0]);
        float[] picked = new float[rows.size() * size];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(elements, rows.get(i) * size, picked, i * size, size);
        }
        shape[0] = rows.size();
        return Nd4j.create(picked, shape, 'c');
    }

    /** Large values, small ones and large negative ones, in columns of their own. */
    static INDArray sparse(INDArray features) {
        INDArray large = features.mul(features.gt(LARGE).castTo(features.dataType()));
        INDArray negative = features.mul(features.lt(-LARGE).castTo(features.dataType()));
        INDArray small = features.sub(large).sub(negative);
        return Nd4j.concat(1, large, small, negative);
    }
}
