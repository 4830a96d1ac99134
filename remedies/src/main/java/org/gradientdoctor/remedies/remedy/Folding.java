package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An affine map of each column, folded exactly into weights {@code [inputs, outputs]} and biases {@code [1, outputs]}.
 */
final class Folding {
    private Folding() {}

    /** Why a layer's weights take in no map of its inputs: a sentence; empty where they do. */
    static Optional<String> refusal(LayerDraft layer) {
        Layer core = layer.cores().size() == 1 ? layer.cores().get(0) : null;
        boolean linear = core instanceof DenseLayer
                || core instanceof OutputLayer
                || core instanceof RnnOutputLayer
                || core instanceof SimpleRnn
                || (core != null && core.getClass() == LSTM.class);
        if (core == null || !linear) {
            return Optional.of("layer " + layer
                    + " is no dense, output or recurrent layer whose weights could take them" + " in exactly");
        }
        boolean biased = core instanceof DenseLayer dense
                ? dense.isHasBias()
                : core instanceof OutputLayer out
                        ? out.isHasBias()
                        : core instanceof RnnOutputLayer out ? out.isHasBias() : core instanceof BaseRecurrentLayer;
        if (!biased) {
            return Optional.of("layer " + layer + " has no biases to take in the means");
        }
        boolean normalized = core instanceof DenseLayer dense
                ? dense.isHasLayerNorm()
                : core instanceof SimpleRnn simple && simple.isHasLayerNorm();
        if (normalized) {
            return Optional.of("layer " + layer + " normalizes what its weights give, which undoes any scale of them");
        }
        return core.getIDropout() == null
                ? Optional.empty()
                : Optional.of("layer " + layer + " drops some of what it reads, and 0 is not the mean of raw data");
    }

    /** How many columns the layer reads; 0 where that is not known. */
    static long inputs(LayerDraft layer) {
        return layer.cores().get(0) instanceof FeedForwardLayer core ? core.getNIn() : 0;
    }

    static long outputs(LayerDraft layer) {
        return layer.cores().get(0) instanceof FeedForwardLayer core ? core.getNOut() : 0;
    }

    /** {@code W′ = W / σ, b′ = b − (μ / σ)·W}: the layer reads raw columns as it would read standardized ones. */
    static void intoInputs(NetworkDraft draft, String layer, List<Double> means, List<Double> deviations) {
        INDArray weights = draft.parameter(layer, "W");
        INDArray biases = draft.parameter(layer, "b");
        INDArray deviation = column(deviations, weights);
        INDArray scaled = weights.divColumnVector(deviation);
        INDArray shift = row(means, weights).mmul(scaled);
        draft.setParameter(layer, "W", scaled);
        draft.setParameter(layer, "b", biases.sub(shift.reshape(biases.shape())));
    }

    /** {@code W′ = W·σ, b′ = b·σ + μ}: a linear output gives raw columns where it gave standardized ones. */
    static void intoOutputs(NetworkDraft draft, String layer, List<Double> means, List<Double> deviations) {
        INDArray weights = draft.parameter(layer, "W");
        INDArray biases = draft.parameter(layer, "b");
        INDArray deviation = row(deviations, weights);
        draft.setParameter(layer, "W", weights.mulRowVector(deviation));
        INDArray shifted = biases.reshape(1, biases.length()).mul(deviation).add(row(means, weights));
        draft.setParameter(layer, "b", shifted.reshape(biases.shape()));
    }

    private static INDArray row(List<Double> values, INDArray like) {
        return Nd4j.createFromArray(
                        values.stream().mapToDouble(Double::doubleValue).toArray())
                .castTo(like.dataType())
                .reshape(1, values.size());
    }

    private static INDArray column(List<Double> values, INDArray like) {
        return row(values, like).reshape(values.size(), 1);
    }
}
