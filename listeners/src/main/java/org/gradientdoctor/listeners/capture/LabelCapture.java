package org.gradientdoctor.listeners.capture;

import java.util.Arrays;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.LabelStatistics;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Collects the labels of the first output layer, which has them only while the batch is at work. */
final class LabelCapture {

    /** Batches of labels up to this many elements are read at each iteration, larger ones at full readings. */
    private static final int SMALL = 4096;

    private final LossFamily family;
    private final @Nullable IOutputLayer output;
    private final @Nullable LayerAnatomy anatomy;
    private final boolean sparse;
    private @Nullable LabelStatistics statistics;

    LabelCapture(WatchedNetwork network) {
        this.family = network.profile().loss();
        this.output = network.output();
        this.anatomy = output == null ? null : LayerAnatomy.of(output);
        this.sparse = anatomy != null && LossFamilies.lossOf(anatomy.configuration()) instanceof LossSparseMCXENT;
    }

    /** Adds the labels of the current batch, if they are few or {@code full} allows the cost. */
    void add(boolean full) {
        INDArray labels = labels();
        LayerAnatomy layer = anatomy;
        if (labels == null || layer == null) {
            return;
        }
        long columns = sparse ? layer.units() : labels.size(layer.unitDimension(labels.rank()));
        long elements = sparse ? labels.length() * columns : labels.length();
        if (columns > 0 && (full || elements <= SMALL)) {
            LabelStatistics known = statistics;
            if (known == null || known.columns() != columns) {
                known = new LabelStatistics(family, Math.toIntExact(columns));
                statistics = known;
            }
            addRows(known, TensorView.of(labels), layer, valid(labels, layer));
        }
    }

    private @Nullable INDArray labels() {
        INDArray labels = output == null ? null : output.getLabels();
        return labels == null || labels.rank() < 2 || labels.length() == 0 ? null : labels;
    }

    private void addRows(
            LabelStatistics statistics, TensorView labels, LayerAnatomy layer, boolean @Nullable [] valid) {
        double[] values = labels.toArray();
        int examples = labels.size(0);
        boolean unitsLast = labels.rank() == 2 || layer.unitDimension(labels.rank()) == labels.rank() - 1;
        int units = unitsLast ? labels.size(labels.rank() - 1) : labels.size(1);
        int positions = values.length / examples / units;
        double[] row = new double[statistics.columns()];
        for (int e = 0; e < examples; e++) {
            for (int p = 0; p < positions; p++) {
                if (valid != null && !valid[positions == 1 ? e : e * positions + p]) {
                    continue;
                }
                int start = e * units * positions + (unitsLast ? p * units : p);
                if (sparse) {
                    Arrays.fill(row, 0);
                    int label = (int) values[start];
                    if (label >= 0 && label < row.length) {
                        row[label] = 1;
                    }
                } else {
                    for (int u = 0; u < units; u++) {
                        row[u] = values[start + u * (unitsLast ? 1 : positions)];
                    }
                }
                statistics.addRow(row);
            }
        }
        statistics.addExamples(examples);
    }

    /** Labels by column; null where there are none. Class indices are summarized as they are. */
    @Nullable
    UnitSummary summary() {
        INDArray labels = labels();
        LayerAnatomy layer = anatomy;
        return labels == null || layer == null
                ? null
                : TensorView.of(labels)
                        .units(layer.unitDimension(labels.rank()), ResponsiveRange.unbounded(), valid(labels, layer));
    }

    /** The constant answer for all labels so far. */
    ConstantAnswer constantAnswer() {
        LabelStatistics known = statistics;
        return known == null ? ConstantAnswer.unknown() : known.constantAnswer();
    }

    private static boolean @Nullable [] valid(INDArray labels, LayerAnatomy anatomy) {
        INDArray mask = anatomy.running().getMaskArray();
        int examples = Math.toIntExact(labels.size(0));
        if (labels.rank() == 2) {
            return Masks.byRows(mask, examples);
        }
        int steps = labels.rank() == 3 ? Math.toIntExact(labels.size(3 - anatomy.unitDimension(3))) : 0;
        return labels.rank() == 3 ? Masks.ofSequenceOutput(mask, examples, steps) : null;
    }
}
