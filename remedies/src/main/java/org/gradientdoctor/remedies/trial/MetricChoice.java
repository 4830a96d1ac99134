package org.gradientdoctor.remedies.trial;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Metric;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * The metric where the user gives none. It goes by the labels, which no remedy changes: one of several classes is told
 * by accuracy, yes-or-no labels each by itself, numbers by the variance explained. What is none of these, or several of
 * them at different outputs, is measured by the untreated network's own loss.
 */
public final class MetricChoice {
    private MetricChoice() {}

    private enum Kind {
        CLASSES,
        BINARY,
        NUMBERS,
        OTHER
    }

    /** Chooses by the labels of the training data. */
    public static Metric of(Model model, Minibatches training) {
        List<Kind> kinds = IntStream.range(0, training.get(0).getLabels().length)
                .mapToObj(output -> kind(model, training, output))
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            return Metric.lossOf(model);
        }
        return switch (kinds.get(0)) {
            case CLASSES -> Metric.accuracy();
            case BINARY -> Metric.binaryAccuracy();
            case NUMBERS -> Metric.rSquared();
            case OTHER -> Metric.lossOf(model);
        };
    }

    private static Kind kind(Model model, Minibatches training, int output) {
        boolean binary = true;
        boolean oneHot = true;
        for (int i = 0; i < training.count(); i++) {
            MultiDataSet batch = training.get(i);
            INDArray mask = batch.getLabelsMaskArray(output);
            INDArray labels = LabelRows.of(batch.getLabels(output), mask).castTo(DataType.DOUBLE);
            if (labels.rank() != 2 || (i == 0 && !answeredAlike(model, batch, output))) {
                return Kind.OTHER;
            }
            double[] values = labels.dup('c').data().asDouble();
            binary &= Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
            oneHot &= binary
                    && labels.size(1) > 1
                    && Arrays.stream(labels.sum(1).toDoubleVector()).allMatch(sum -> sum == 1);
            if (!binary) {
                return Kind.NUMBERS;
            }
        }
        return oneHot ? Kind.CLASSES : Kind.BINARY;
    }

    /** Whether answers have the labels' shape: class numbers in place of one-hot rows do not. */
    private static boolean answeredAlike(Model model, MultiDataSet batch, int output) {
        Predictions.Part part =
                Predictions.of(model, new Minibatches(List.of(batch))).parts().get(0);
        return Arrays.equals(part.answers()[output].shape(), part.labels()[output].shape());
    }
}
