package org.gradientdoctor.samples.training;

import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.input.Examples;
import org.gradientdoctor.samples.input.Task;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How good a network is on examples it was not trained on.
 *
 * @param measure what {@code value} is: {@code accuracy}, or {@code root mean squared error}
 * @param value NaN for a network whose output is not finite: it has no accuracy and no error
 */
public record Quality(Measure measure, double value) {

    /** What is measured. */
    public enum Measure {
        /** Share of examples told right. */
        ACCURACY("accuracy"),
        /** In units of the labels, after the normalizer where that changes labels. */
        ERROR("root mean squared error");

        private final String title;

        Measure(String title) {
            this.title = title;
        }
    }

    /** Measures; the network is only looked at. */
    public static Quality of(Model model, Examples examples, Task task) {
        INDArray output = Training.output(model, examples.data().getFeatures());
        Measure measure = task instanceof Task.Regression ? Measure.ERROR : Measure.ACCURACY;
        if (!allFinite(output)) {
            return new Quality(measure, Double.NaN);
        }
        double value = measure == Measure.ACCURACY
                ? accuracy(output, examples.groups())
                : error(output.sub(examples.data().getLabels()));
        return new Quality(measure, value);
    }

    /** Element by element: maxima and norms of ND4J can pass NaN over. */
    private static boolean allFinite(INDArray output) {
        return Arrays.stream(output.dup().data().asDouble()).allMatch(Double::isFinite);
    }

    private static double error(INDArray difference) {
        double norm = difference.norm2Number().doubleValue();
        return norm / Math.sqrt(difference.length());
    }

    private static double accuracy(INDArray output, int[] classes) {
        int right = 0;
        for (int row = 0; row < classes.length; row++) {
            int told = output.size(1) == 1
                    ? output.getDouble(row, 0) >= .5 ? 1 : 0
                    : output.getRow(row).argMax().getInt(0);
            right += told == classes[row] ? 1 : 0;
        }
        return (double) right / classes.length;
    }

    /** Whether there is anything to measure. */
    public boolean isFinite() {
        return !Double.isNaN(value);
    }

    /** {@code accuracy 0.33 -> 0.97}. */
    public String to(Quality after) {
        return measure.title + " " + number() + " -> " + after.number();
    }

    /** The value for people; {@code none} where there is none. */
    public String number() {
        return !isFinite() ? "none" : String.format(Locale.ROOT, measure == Measure.ACCURACY ? "%.2f" : "%.4g", value);
    }
}
