package org.gradientdoctor.listeners.capture;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.OutputReading.LabelRange;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Reads an output layer and the labels it is compared with, after the backward pass. */
public final class OutputCapture {
    private OutputCapture() {}

    /**
     * @param answers what the layer answers; null where its loss was not computed
     * @param unread takes a sentence where the layer can't be read
     * @return null where the layer can't be read
     */
    public static @Nullable OutputReading read(
            WatchedLayer layer, IOutputLayer output, @Nullable Answers answers, List<String> unread) {
        ILossFunction loss = LossFamilies.lossOf(LayerAnatomy.of(output).configuration());
        ActivationProfile activation = layer.profile().activation();
        LabelCapture labels = new LabelCapture(output);
        UnitSummary summary = labels.summary();
        if (loss == null || activation == null || answers == null || summary == null) {
            String missing = loss == null
                    ? "it has no loss function that could be read"
                    : activation == null
                            ? "it has no activation function that could be read"
                            : answers == null
                                    ? "its loss was not computed"
                                    : "it has no labels in two or more dimensions";
            unread.add("labels and predictions of output layer " + layer.name() + " were not read: " + missing);
            return null;
        }
        labels.add(true);
        return new OutputReading(
                layer.name(),
                activation,
                loss.getClass().getSimpleName(),
                LossFamilies.familyOf(loss),
                labels.isSparse(),
                answers.byUnit().units(),
                summary,
                range(labels),
                answers.byUnit(),
                answers.range(),
                labels.constantAnswer());
    }

    private static LabelRange range(LabelCapture labels) {
        Extent extent = new Extent();
        labels.forEachRow(extent::add);
        return new LabelRange(extent.smallest, extent.largest, extent.smallestSum, extent.largestSum, extent.whole);
    }

    /** Extremes so far; NaN as soon as a label is. */
    private static final class Extent {
        private double smallest = Double.POSITIVE_INFINITY;
        private double largest = Double.NEGATIVE_INFINITY;
        private double smallestSum = Double.POSITIVE_INFINITY;
        private double largestSum = Double.NEGATIVE_INFINITY;
        private boolean whole = true;

        void add(double[] row) {
            double sum = 0;
            for (double label : row) {
                smallest = Math.min(smallest, label);
                largest = Math.max(largest, label);
                whole &= label == Math.rint(label);
                sum += label;
            }
            smallestSum = Math.min(smallestSum, sum);
            largestSum = Math.max(largestSum, sum);
        }
    }
}
