package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.listeners.capture.WatchedNetwork.Forward;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One full reading in the making: activations and signal are read in the backward callback, while their memory is valid,
 * updates when the iteration is done.
 */
final class FullReadingCapture {
    private final WatchedNetwork network;
    private final ParameterCapture parameters;
    private final TensorSummarizer summarizer;
    private final List<LayerReading> layers = new ArrayList<>();
    private @Nullable UnitSummary input;
    private @Nullable UnitSummary predictions;
    private @Nullable UnitSummary labels;

    FullReadingCapture(WatchedNetwork network, RawGradient raw, TensorSummarizer summarizer) {
        this.network = network;
        this.parameters = new ParameterCapture(raw, summarizer);
        this.summarizer = summarizer;
    }

    /**
     * In the backward callback.
     *
     * @param forward what the forward callback was given; null where there was none
     * @param tap the tap of this pass; null where there was none
     */
    void read(FlatLayout layout, LabelCapture labelCapture, @Nullable Forward forward, @Nullable SignalTap tap) {
        parameters.readGradients(network, layout);
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            List<String> unread = new ArrayList<>();
            INDArray activation = activation(forward, i, layer, unread);
            TensorSummary summary =
                    activation == null ? null : TensorView.of(activation).summarize(summarizer);
            UnitSummary units = activation == null ? null : units(activation, layer);
            SignalReading signal = tap == null || layer.anatomy() == null ? null : tap.reading(i, layer);
            String untapped = tap == null || layer.anatomy() == null ? null : tap.unread(i, layer, signal);
            if (untapped != null) {
                unread.add(untapped);
            }
            layers.add(new LayerReading(layer.name(), null, null, summary, units, signal, unread));
        }
        input = input();
        labels = labelCapture.summary();
        predictions = tap == null ? null : predictions(tap);
    }

    private @Nullable INDArray activation(
            @Nullable Forward forward, int index, WatchedLayer layer, List<String> unread) {
        INDArray activation = forward == null ? null : network.activation(forward, index);
        if (activation != null && layer.profile().has(LayerTrait.DROPPED_BY_CONSUMER)) {
            unread.add("the activations of layer " + layer.name()
                    + " were not read: the next layer's dropout has set some of them to zero in place");
            return null;
        }
        return activation == null || activation.rank() < 2 || activation.length() == 0 ? null : activation;
    }

    private static UnitSummary units(INDArray activation, WatchedLayer layer) {
        return units(
                activation,
                layer,
                layer.anatomy() == null ? null : layer.layer().running().getMaskArray());
    }

    /** @param mask [examples, steps]; null where there is none */
    static UnitSummary units(INDArray activation, WatchedLayer layer, @Nullable INDArray mask) {
        TensorView view = TensorView.of(activation);
        int dimension = layer.unitDimension(view.rank());
        ActivationProfile profile = layer.profile().activation();
        // Outputs, not pre-activations: of a function that is silent below a threshold, outputs above 0 are active.
        boolean silent = profile != null && profile.range().activeAbove() != Double.NEGATIVE_INFINITY;
        ResponsiveRange range = silent ? ResponsiveRange.activeAbove(0) : ResponsiveRange.unbounded();
        boolean[] valid = view.rank() == 3 ? Masks.bySteps(mask, view.size(0), view.size(3 - dimension)) : null;
        return view.units(dimension, range, valid);
    }

    private @Nullable UnitSummary input() {
        List<INDArray> inputs = network.inputs();
        if (inputs.isEmpty() || inputs.get(0).rank() < 2 || inputs.get(0).length() == 0) {
            return null;
        }
        LayerAnatomy first = network.layers().get(0).anatomy();
        TensorView view = TensorView.of(inputs.get(0));
        return view.units(first == null ? 1 : first.unitDimension(view.rank()), ResponsiveRange.unbounded(), null);
    }

    private @Nullable UnitSummary predictions(SignalTap tap) {
        IOutputLayer output = network.output();
        for (int i = 0; i < network.layers().size(); i++) {
            LayerAnatomy anatomy = network.layers().get(i).anatomy();
            if (output != null && anatomy != null && anatomy.running() == output) {
                Answers answers = tap.answers(i);
                return answers == null ? null : answers.byUnit();
            }
        }
        return null;
    }

    /** The network's inputs by column. */
    List<InputReading> inputs() {
        return InputCapture.read(network, network.inputs(), network.inputMasks());
    }

    /**
     * The output layers with their labels, while the batch is at work.
     *
     * @param unread takes a sentence for each that can't be read
     */
    List<OutputReading> outputs(SignalTap tap, List<String> unread) {
        List<OutputReading> outputs = new ArrayList<>();
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            if (layer.anatomy() != null && layer.layer().running() instanceof IOutputLayer output) {
                OutputReading reading = OutputCapture.read(layer, output, tap.answers(i), unread);
                if (reading != null) {
                    outputs.add(reading);
                }
            }
        }
        return outputs;
    }

    /** When the iteration is done and the gradient array holds the update. */
    void readUpdates(FlatLayout layout) {
        parameters.readUpdates(layout);
    }

    IterationReading reading(VitalSigns vitals) {
        List<LayerReading> complete = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerReading layer = layers.get(i);
            complete.add(new LayerReading(
                    layer.layer(),
                    parameters.weights(i),
                    parameters.biases(i),
                    layer.activations(),
                    layer.activationUnits(),
                    layer.signal(),
                    layer.unread()));
        }
        return new IterationReading(vitals, complete, input, predictions, labels);
    }
}
