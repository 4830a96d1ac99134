package org.gradientdoctor.listeners.capture;

import java.util.Arrays;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.LabelStatistics;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Collects the labels of an output layer, which has them only while the batch is at work. */
public final class LabelCapture {

    /** Batches of labels up to this many elements are read at each iteration, larger ones at full readings. */
    private static final int SMALL = 4096;

    private final @Nullable ILossFunction loss;
    private final @Nullable IOutputLayer output;
    private final @Nullable LayerAnatomy anatomy;
    private final boolean sparse;
    private @Nullable LabelStatistics statistics;
    /** Of the batch seen last. */
    private long examples;

    /** Of the first output layer of a network. */
    LabelCapture(WatchedNetwork network) {
        this(network.output());
    }

    /** @param output null where there is none */
    public LabelCapture(@Nullable IOutputLayer output) {
        this.output = output;
        this.anatomy = output == null ? null : LayerAnatomy.of(output);
        this.loss = anatomy == null ? null : LossFamilies.lossOf(anatomy.configuration());
        this.sparse = loss instanceof LossSparseMCXENT;
    }

    /** Whether labels are class indices. */
    public boolean isSparse() {
        return sparse;
    }

    /** Whether scores are of something else, so that no constant answer can be held against them. */
    boolean isMisscored() {
        return anatomy != null && anatomy.isMisscored();
    }

    /** Adds the labels of the current batch, if they are few or {@code full} allows the cost. */
    public void add(boolean full) {
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
                known = new LabelStatistics(LossFamilies.familyOf(loss), Math.toIntExact(columns));
                statistics = known;
            }
            addRows(known, TensorView.of(labels), layer, valid(labels, layer));
        }
    }

    /** NaN in all columns for what is no class, which makes the constant answer unknown. */
    private static double[] oneHot(double label, double[] classes) {
        boolean known = label >= 0 && label < classes.length && label == Math.rint(label);
        Arrays.fill(classes, known ? 0 : Double.NaN);
        if (known) {
            classes[(int) label] = 1;
        }
        return classes;
    }

    private @Nullable INDArray labels() {
        INDArray labels = output == null ? null : output.getLabels();
        return labels == null || labels.rank() < 2 || labels.length() == 0 ? null : labels;
    }

    private void addRows(
            LabelStatistics statistics, TensorView labels, LayerAnatomy layer, boolean @Nullable [] valid) {
        double[] classes = new double[statistics.columns()];
        forEachRow(labels, layer, valid, row -> {
            if (sparse) {
                statistics.addRow(oneHot(row[0], classes));
            } else {
                statistics.addRow(row);
            }
        });
        statistics.addExamples(labels.size(0));
        examples = labels.size(0);
    }

    /** Hands over each row of labels that is not masked, as it is; in one array that is filled anew. */
    public void forEachRow(Consumer<double[]> reader) {
        INDArray labels = labels();
        LayerAnatomy layer = anatomy;
        if (labels != null && layer != null) {
            forEachRow(TensorView.of(labels), layer, valid(labels, layer), reader);
        }
    }

    private static void forEachRow(
            TensorView labels, LayerAnatomy layer, boolean @Nullable [] valid, Consumer<double[]> reader) {
        double[] values = labels.toArray();
        int examples = labels.size(0);
        boolean unitsLast = labels.rank() == 2 || layer.unitDimension(labels.rank()) == labels.rank() - 1;
        int units = unitsLast ? labels.size(labels.rank() - 1) : labels.size(1);
        int positions = values.length / examples / units;
        double[] row = new double[units];
        for (int e = 0; e < examples; e++) {
            for (int p = 0; p < positions; p++) {
                if (valid != null && !valid[positions == 1 ? e : e * positions + p]) {
                    continue;
                }
                int start = e * units * positions + (unitsLast ? p * units : p);
                for (int u = 0; u < units; u++) {
                    row[u] = values[start + u * (unitsLast ? 1 : positions)];
                }
                reader.accept(row);
            }
        }
    }

    /** Labels by column; null where there are none. Class indices are summarized as they are. */
    public @Nullable UnitSummary summary() {
        INDArray labels = labels();
        LayerAnatomy layer = anatomy;
        return labels == null || layer == null
                ? null
                : TensorView.of(labels)
                        .units(layer.unitDimension(labels.rank()), ResponsiveRange.unbounded(), valid(labels, layer));
    }

    /** The constant answer for all labels so far, in units of the score: a sum over the batch where that is one. */
    public ConstantAnswer constantAnswer() {
        LabelStatistics known = statistics;
        ConstantAnswer mean = known == null ? ConstantAnswer.unknown() : known.constantAnswer();
        LayerAnatomy layer = anatomy;
        if (isMisscored()) {
            return ConstantAnswer.unknown();
        }
        boolean summed = layer != null && !layer.running().conf().isMiniBatch();
        return summed && mean.isKnown() ? new ConstantAnswer(mean.loss() * examples, mean.examples()) : mean;
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
