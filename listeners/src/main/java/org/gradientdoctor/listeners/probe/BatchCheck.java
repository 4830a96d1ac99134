package org.gradientdoctor.listeners.probe;

import java.util.Arrays;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Refuses a batch that does not fit the network, before anything is computed, saying what came and what was expected. */
final class BatchCheck {
    private final WatchedNetwork network;
    private final Route route;
    private final ProbeBatch batch;

    BatchCheck(WatchedNetwork network, Route route, ProbeBatch batch) {
        this.network = network;
        this.route = route;
        this.batch = batch;
    }

    /**
     * @throws IllegalArgumentException if the batch does not fit
     */
    void check() {
        checkFeatures();
        checkLabels();
    }

    private void checkFeatures() {
        int expected = route.inputs().size();
        if (batch.features().length == 0) {
            throw refusal("has no features: give " + expected + " array(s) of features [rows, …]");
        }
        if (batch.features().length != expected) {
            throw refusal("has " + batch.features().length + " arrays of features, but the network has " + expected
                    + " input(s): " + route.inputs());
        }
        for (int i = 0; i < expected; i++) {
            INDArray features = batch.features()[i];
            String name = "features"
                    + (expected == 1 ? "" : " of input " + route.inputs().get(i));
            if (features == null) {
                throw refusal("has no " + name);
            }
            if (features.isEmpty() || features.length() == 0 || features.rank() == 0) {
                throw refusal("is empty: its " + name + " have shape " + shape(features)
                        + "; give at least one example, two to see whether examples can be told apart");
            }
            requireRows(name, features);
            for (int station : route.readersOf(i)) {
                String misfit = ExpectedShape.misfit(
                        route.stations().get(station), network.layers().get(station), features);
                if (misfit != null) {
                    throw refusal("does not fit the network: its " + name + " have shape " + shape(features)
                            + ", but layer " + route.stations().get(station).name() + " expects " + misfit);
                }
            }
            checkFeatureMask(i, name, features);
        }
    }

    private void checkFeatureMask(int input, String name, INDArray features) {
        INDArray mask = batch.featureMask(input);
        if (mask == null) {
            return;
        }
        requireRows("mask of the " + name, mask);
        if (features.rank() != 3) {
            return;
        }
        boolean fits = mask.rank() == 2 && (mask.size(1) == features.size(2) || mask.size(1) == features.size(1));
        if (!fits) {
            throw refusal("has a mask of shape " + shape(mask) + " for " + name + " of shape " + shape(features)
                    + ": give one of shape [rows, steps]");
        }
        INDArray sums = mask.castTo(DataType.FLOAT).sum(1);
        for (int row = 0; row < sums.length(); row++) {
            if (sums.getDouble(row) == 0) {
                throw refusal("masks every step of example " + row + " of the " + name
                        + ": leave the example out, or let the mask be 1 for at least one step");
            }
        }
    }

    private void checkLabels() {
        int expected = route.labelArrays();
        if (batch.labels().length > 0 && batch.labels().length != expected) {
            throw refusal("has " + batch.labels().length + " arrays of labels, but the network has " + expected
                    + " output(s)");
        }
        for (int station : route.outputs()) {
            IOutputLayer output = route.stations().get(station).output();
            INDArray labels = batch.label(route.labelOf(station));
            String layer = route.stations().get(station).name();
            if (labels == null || labels.isEmpty()) {
                if (output != null && output.needsLabels()) {
                    throw refusal("has no labels for output layer " + layer
                            + ": the error signal starts from the difference between labels and predictions");
                }
                continue;
            }
            if (!route.changesRows()) {
                requireRows("labels", labels);
            }
            String misfit = output == null ? null : ExpectedShape.labelMisfit(LayerAnatomy.of(output), labels);
            if (misfit != null) {
                throw refusal("does not fit the network: its labels have shape " + shape(labels) + ", but output layer "
                        + layer + " expects " + misfit);
            }
            INDArray mask = batch.labelMask(route.labelOf(station));
            if (mask != null) {
                checkLabelMask(output, labels, mask);
            }
        }
    }

    private void checkLabelMask(@Nullable IOutputLayer output, INDArray labels, INDArray mask) {
        if (!route.changesRows()) {
            requireRows("mask of the labels", mask);
        }
        boolean perLabel = Arrays.equals(mask.shape(), labels.shape());
        boolean sequence = labels.rank() == 3;
        long each = sequence ? steps(labels, output == null ? null : LayerAnatomy.of(output)) : 1;
        boolean judged = sequence || labels.rank() == 2;
        if (judged && !perLabel && !(mask.rank() == 2 && mask.size(1) == each)) {
            throw refusal("has a mask of shape " + shape(mask) + " for labels of shape " + shape(labels)
                    + ": give one of shape " + (sequence ? "[rows, steps]" : "[rows, 1]")
                    + ", or one number for each label");
        }
        if (mask.castTo(DataType.FLOAT).sumNumber().doubleValue() == 0) {
            throw refusal("masks all labels, so there is no loss: let the mask be 1 where a label counts");
        }
    }

    /** How many steps a sequence has, in the format of the layer that takes it. */
    private static long steps(INDArray sequence, @Nullable LayerAnatomy layer) {
        return sequence.size(layer == null ? 2 : 3 - layer.unitDimension(3));
    }

    private void requireRows(String name, INDArray array) {
        if (array.rank() == 0 || array.size(0) != batch.rows()) {
            throw refusal("has " + name + " of shape " + shape(array) + ", but its (first) features have "
                    + batch.rows() + " rows: every array needs one row for each example");
        }
    }

    private IllegalArgumentException refusal(String what) {
        return new IllegalArgumentException(batch.name() + " " + what);
    }

    private static String shape(INDArray array) {
        return Arrays.toString(array.shape());
    }
}
