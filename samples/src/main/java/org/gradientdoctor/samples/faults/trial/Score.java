package org.gradientdoctor.samples.faults.trial;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.Metric;
import org.gradientdoctor.samples.training.Training;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a network does on the validation data, and how well the best constant answer does there.
 *
 * @param value by the case's metric, more is better; negative infinity where the network's answers are not finite
 * @param constant the same of the constant answer that suits the training labels best
 */
public record Score(double value, double constant) {

    /** Whether the answers were finite. */
    public boolean isFinite() {
        return value > Double.NEGATIVE_INFINITY;
    }

    public static Score of(Metric metric, Model network, Split data) {
        INDArray labels = rows(data.validation().getLabels());
        INDArray constant = rows(data.training().getLabels()).mean(0).reshape(1, labels.size(1));
        INDArray repeated = constant.broadcast(labels.shape());
        INDArray answers = rows(Training.output(network, data.validation().getFeatures()));
        boolean finite = Arrays.stream(answers.dup().data().asDouble()).allMatch(Double::isFinite);
        return new Score(
                finite ? measure(metric, answers, labels) : Double.NEGATIVE_INFINITY,
                measure(metric, repeated, labels));
    }

    /** Sequences {@code [examples, units, steps]} as one row for each step; in double precision. */
    private static INDArray rows(INDArray array) {
        INDArray exact = array.castTo(DataType.DOUBLE);
        return exact.rank() == 3
                ? exact.permute(0, 2, 1).dup('c').reshape('c', exact.size(0) * exact.size(2), exact.size(1))
                : exact;
    }

    private static double measure(Metric metric, INDArray answers, INDArray labels) {
        return switch (metric) {
            case ACCURACY ->
                answers.argMax(1)
                        .eq(labels.argMax(1))
                        .castTo(DataType.DOUBLE)
                        .meanNumber()
                        .doubleValue();
            case RECALL -> {
                INDArray asked = labels.argMax(1).neq(labels.size(1) - 1).castTo(DataType.DOUBLE);
                INDArray right = answers.argMax(1).eq(labels.argMax(1)).castTo(DataType.DOUBLE);
                yield right.mul(asked).sumNumber().doubleValue()
                        / asked.sumNumber().doubleValue();
            }
            case LABEL_ACCURACY ->
                answers.gt(.5)
                        .eq(labels.gt(.5))
                        .castTo(DataType.DOUBLE)
                        .meanNumber()
                        .doubleValue();
            case FIT -> {
                INDArray mean = labels.mean(0).reshape(1, labels.size(1));
                double error = answers.sub(labels).norm2Number().doubleValue();
                double spread =
                        labels.sub(mean.broadcast(labels.shape())).norm2Number().doubleValue();
                yield 1 - error * error / (spread * spread);
            }
        };
    }
}
