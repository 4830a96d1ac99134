package org.gradientdoctor.samples.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network is to predict, and so how the label columns of a table become labels. */
public sealed interface Task {

    /** How many columns of the table are labels. */
    int labelColumns();

    /**
     * Which group of rows this label belongs to: splits keep the shares of all groups.
     *
     * @throws BadInput if the label is not allowed; the message begins with where it stands
     */
    int group(double[] label, String where);

    /** The labels of all rows, {@code [rows, columns]}. */
    INDArray encode(double[][] labels);

    /**
     * One of several classes, numbered from 0.
     *
     * @param count the number of classes
     * @param sparse whether the loss takes the number itself and not a one-hot row
     */
    record Classes(int count, boolean sparse) implements Task {
        @Override
        public int labelColumns() {
            return 1;
        }

        @Override
        public int group(double[] label, String where) {
            return classOf(label[0], count, where);
        }

        @Override
        public INDArray encode(double[][] labels) {
            if (sparse) {
                return Nd4j.createFromArray(labels);
            }
            INDArray oneHot = Nd4j.zeros(labels.length, count);
            for (int row = 0; row < labels.length; row++) {
                oneHot.putScalar(row, (int) labels[row][0], 1);
            }
            return oneHot;
        }
    }

    /** Yes or no, 1 or 0, in one output. */
    record Binary() implements Task {
        @Override
        public int labelColumns() {
            return 1;
        }

        @Override
        public int group(double[] label, String where) {
            return classOf(label[0], 2, where);
        }

        @Override
        public INDArray encode(double[][] labels) {
            return Nd4j.createFromArray(labels);
        }
    }

    /**
     * Numbers.
     *
     * @param outputs how many per row
     */
    record Regression(int outputs) implements Task {
        @Override
        public int labelColumns() {
            return outputs;
        }

        @Override
        public int group(double[] label, String where) {
            return 0;
        }

        @Override
        public INDArray encode(double[][] labels) {
            return Nd4j.createFromArray(labels);
        }
    }

    private static int classOf(double label, int count, String where) {
        if (label != Math.rint(label) || !(label >= 0 && label < count)) {
            String value = label == Math.rint(label) && Math.abs(label) < 1e15
                    ? Long.toString((long) label)
                    : Double.toString(label);
            throw new BadInput(
                    where + ": the label " + value + " is none of the classes, which are numbered 0 to " + (count - 1));
        }
        return (int) label;
    }
}
