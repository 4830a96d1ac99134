package org.gradientdoctor.listeners.capture;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads weights and biases of each layer for one full reading: values and gradients before the step, updates after it.
 */
final class ParameterCapture {
    private static final int WEIGHTS = 0;
    private static final int BIASES = 1;

    private final TensorSummarizer summarizer;
    private final Map<Integer, Group[]> groups = new HashMap<>();
    private final RawGradient raw;

    private static final class Group {
        private TensorSummary values = TensorSummary.empty();
        private TensorSummary gradient = TensorSummary.empty();
        private TensorSummary update = TensorSummary.empty();
        private double gain;
    }

    /** @param raw the copy of the mean gradient of this iteration */
    ParameterCapture(RawGradient raw, TensorSummarizer summarizer) {
        this.summarizer = summarizer;
        this.raw = raw;
    }

    /** Before the step. */
    void readGradients(WatchedNetwork network, FlatLayout layout) {
        TensorView parameters = TensorView.of(network.model().params());
        Elements gradients = raw.elements();
        for (FlatLayout.Slot slot : layout.slots()) {
            Group group = group(slot.layer(), slot.bias());
            group.values = group.values.merge(
                    parameters.elements().summarize(summarizer, parameters.offset() + slot.from(), slot.length(), 1));
            if (gradients != null) {
                group.gradient = group.gradient.merge(
                        gradients.summarize(summarizer, raw.offset() + slot.from(), slot.length(), 1));
            }
        }
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            if (layer.anatomy() != null
                    && !groups.containsKey(i)
                    && layer.profile().parameters() > 0) {
                readValues(i, layer.layer());
            }
        }
    }

    /** Layers without a gradient, frozen ones for instance. */
    private void readValues(int index, LayerAnatomy layer) {
        Layer configuration = layer.configuration();
        for (Map.Entry<String, INDArray> parameter :
                layer.running().paramTable().entrySet()) {
            String name = parameter.getKey();
            if (layer.running().updaterDivideByMinibatch(name)) {
                Group group = group(index, FlatLayout.isBias(configuration, name));
                group.values =
                        group.values.merge(TensorView.of(parameter.getValue()).summarize(summarizer));
            }
        }
    }

    private Group group(int layer, boolean bias) {
        Group[] pair = groups.computeIfAbsent(layer, key -> new Group[] {new Group(), new Group()});
        return pair[bias ? BIASES : WEIGHTS];
    }

    /** After the step, when the gradient array holds the update. */
    void readUpdates(FlatLayout layout) {
        TensorView updates = TensorView.of(layout.flat());
        Elements gradients = raw.elements();
        for (FlatLayout.Slot slot : layout.slots()) {
            Group group = group(slot.layer(), slot.bias());
            long offset = updates.offset() + slot.from();
            group.update = group.update.merge(updates.elements().summarize(summarizer, offset, slot.length(), 1));
            if (gradients != null) {
                group.gain += gradients
                        .pair(raw.offset() + slot.from(), updates.elements(), offset, slot.length())
                        .dot();
            }
        }
    }

    @Nullable
    ParameterReading weights(int layer) {
        return reading(layer, WEIGHTS);
    }

    @Nullable
    ParameterReading biases(int layer) {
        return reading(layer, BIASES);
    }

    private @Nullable ParameterReading reading(int layer, int kind) {
        Group[] pair = groups.get(layer);
        if (pair == null || pair[kind].values.count() == 0) {
            return null;
        }
        Group group = pair[kind];
        TensorSummary gradient = group.gradient.count() == 0 ? null : group.gradient;
        TensorSummary update = group.update.count() == 0 ? null : group.update;
        return new ParameterReading(
                group.values, gradient, update, gradient == null || update == null ? Double.NaN : group.gain);
    }
}
