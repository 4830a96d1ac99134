package org.gradientdoctor.samples.causes;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of the data alone, whatever a network adds to its score: cross-entropy of classes, squares of one column. */
final class DataLoss {
    /** As Deeplearning4j has it. */
    private static final double LEAST_PROBABILITY = 1e-10;

    private DataLoss() {}

    /** 1 − loss over the loss of the best answer that ignores the input. */
    static double learned(INDArray labels, INDArray answers) {
        double[][] wanted = labels.toDoubleMatrix();
        return 1 - loss(wanted, answers.toDoubleMatrix()) / loss(wanted, constant(wanted));
    }

    private static double[][] constant(double[][] labels) {
        double[] mean = new double[labels[0].length];
        for (double[] label : labels) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += label[c] / labels.length;
            }
        }
        double[][] answers = new double[labels.length][];
        Arrays.fill(answers, mean);
        return answers;
    }

    private static double loss(double[][] labels, double[][] answers) {
        double sum = 0;
        for (int e = 0; e < labels.length; e++) {
            for (int c = 0; c < labels[e].length; c++) {
                double label = labels[e][c];
                double answer = answers[e][c];
                sum += labels[e].length == 1
                        ? (label - answer) * (label - answer)
                        : label == 0 && !Double.isNaN(answer)
                                ? 0
                                : -label * Math.log(Math.max(answer, LEAST_PROBABILITY));
            }
        }
        return sum;
    }
}
