package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Labels beside answers, minibatch after minibatch.
 *
 * @param parts one for each minibatch
 */
public record Predictions(List<Part> parts) {

    /**
     * Those of one minibatch, for each output of the network.
     *
     * @param labels {@code [examples, …]}
     * @param answers of the labels' shape
     * @param masks of the labels; null where there is none
     */
    public record Part(INDArray[] labels, INDArray[] answers, INDArray @Nullable [] masks) {
        /** The mask of an output's labels. */
        @Nullable
        INDArray mask(int output) {
            return masks == null ? null : masks[output];
        }
    }

    /** What a network answers at inference. It keeps traces of the passes. */
    public static Predictions of(Model model, Minibatches data) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < data.count(); i++) {
            MultiDataSet batch = data.get(i);
            parts.add(new Part(batch.getLabels(), answers(model, batch), batch.getLabelsMaskArrays()));
        }
        return new Predictions(parts);
    }

    private static INDArray[] answers(Model model, MultiDataSet batch) {
        INDArray[] masks = batch.getFeaturesMaskArrays();
        if (model instanceof ComputationGraph graph) {
            return graph.output(false, batch.getFeatures(), masks, batch.getLabelsMaskArrays());
        }
        return new INDArray[] {
            ((MultiLayerNetwork) model)
                    .output(batch.getFeatures(0), false, masks == null ? null : masks[0], batch.getLabelsMaskArray(0))
        };
    }

    /** The same labels answered by the mean of other labels, whatever the example: the answer that ignores its input. */
    public static Predictions constant(Minibatches training, Minibatches data) {
        INDArray[] means = means(training);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < data.count(); i++) {
            MultiDataSet batch = data.get(i);
            INDArray[] answers = new INDArray[means.length];
            for (int output = 0; output < means.length; output++) {
                INDArray labels = batch.getLabels(output);
                long[] one = new long[labels.rank()];
                Arrays.fill(one, 1);
                one[1] = labels.size(1);
                answers[output] = means[output]
                        .reshape(one)
                        .broadcast(labels.shape())
                        .dup()
                        .castTo(labels.dataType());
            }
            parts.add(new Part(batch.getLabels(), answers, batch.getLabelsMaskArrays()));
        }
        return new Predictions(parts);
    }

    /** The mean label of each output, over examples and all dimensions but the second: {@code [units]}. */
    private static INDArray[] means(Minibatches training) {
        INDArray[] sums = new INDArray[training.get(0).getLabels().length];
        double[] counts = new double[sums.length];
        for (int i = 0; i < training.count(); i++) {
            MultiDataSet batch = training.get(i);
            for (int output = 0; output < sums.length; output++) {
                INDArray mask = batch.getLabelsMaskArray(output);
                INDArray exact = batch.getLabels(output).castTo(DataType.DOUBLE);
                INDArray rows = LabelRows.of(exact, mask);
                INDArray sum = rows.sum(0);
                sums[output] = sums[output] == null ? sum : sums[output].add(sum);
                counts[output] += rows.size(0);
            }
        }
        for (int output = 0; output < sums.length; output++) {
            sums[output] = sums[output].div(Math.max(1, counts[output]));
        }
        return sums;
    }

    /** Whether every answer is a finite number. */
    public boolean isFinite() {
        return parts.stream().flatMap(part -> Arrays.stream(part.answers())).allMatch(Predictions::isFinite);
    }

    /** Whether every answer and every label that no mask hides is a finite number. */
    public boolean isMeasurable() {
        return isFinite()
                && parts.stream()
                        .allMatch(part -> IntStream.range(0, part.labels().length)
                                .mapToObj(output -> LabelRows.of(part.labels()[output], part.mask(output)))
                                .allMatch(Predictions::isFinite));
    }

    private static boolean isFinite(INDArray array) {
        // 0 · x is NaN where x is NaN or infinite and 0 elsewhere, so the sum neither overflows nor hides one.
        return array.mul(0).sumNumber().doubleValue() == 0;
    }
}
