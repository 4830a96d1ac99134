package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads one pass that somebody else drives through a network of his own, where no callback is made: what the captures
 * read during training, without a step.
 */
public final class PassReader {
    private final WatchedNetwork network;
    private final SignalTap tap;
    private final RawGradient raw = new RawGradient();
    private final ParameterCapture parameters;
    private @Nullable FlatLayout layout;

    /** @param network not one that is being trained: its configuration is tapped */
    public PassReader(WatchedNetwork network, TensorSummarizer summarizer) {
        this.network = network;
        this.tap = new SignalTap(new CostMeter(ReadingSchedule.never(), System::nanoTime), summarizer);
        this.parameters = new ParameterCapture(raw, summarizer);
    }

    /** Between the forward and the backward pass. */
    public void openTap() {
        tap.open(network);
    }

    /** After the backward pass. */
    public void closeTap() {
        tap.close();
    }

    /**
     * @param gradients by {@code key_name}, views of the network's gradient array, summed over the examples
     * @param examples how many there are
     */
    public void readGradients(Map<String, INDArray> gradients, int examples) {
        FlatLayout present = new FlatLayout(network, gradients);
        layout = present;
        raw.copy(present.flat(), network.dividesByExamples() ? examples : 1);
        parameters.readGradients(network, present);
    }

    /** After {@link #readGradients}. */
    public VitalSigns vitalSigns(int examples, double score) {
        FlatLayout present = layout;
        if (present == null) {
            throw new IllegalStateException("vital signs were asked for before readGradients");
        }
        return new VitalSignsCapture(network).read(present, network.iteration(), examples, score, raw);
    }

    /**
     * One layer's reading, after {@link #readGradients}.
     *
     * @param index its position in the profile
     * @param mask which steps are of the sequence, [examples, steps]; null where all are
     * @param unread what is known already not to have been read
     */
    public LayerReading layer(
            int index,
            @Nullable TensorSummary activations,
            @Nullable UnitSummary activationUnits,
            @Nullable TensorSummary inputError,
            @Nullable INDArray mask,
            List<String> unread) {
        WatchedLayer layer = network.layers().get(index);
        List<String> reasons = new ArrayList<>(unread);
        SignalReading signal = layer.anatomy() == null ? null : tap.reading(index, layer, mask);
        String untapped = layer.anatomy() == null ? null : tap.unread(index, layer, signal);
        if (untapped != null && unread.isEmpty()) {
            reasons.add(untapped);
        }
        return new LayerReading(
                layer.name(),
                parameters.weights(index),
                parameters.biases(index),
                activations,
                activationUnits,
                signal,
                inputError,
                reasons);
    }

    /** Activations by unit, masked steps left out. */
    public UnitSummary activationUnits(int index, INDArray activation, @Nullable INDArray mask) {
        return FullReadingCapture.units(activation, network.layers().get(index), mask);
    }

    /** What an output layer answers; null where not read. */
    public @Nullable Answers answers(int index) {
        return tap.answers(index);
    }

    /** The first fault that recording ran into; null where there was none. */
    public @Nullable String fault() {
        Throwable fault = tap.fault();
        return fault == null ? null : "the error signal could not be read: " + fault;
    }
}
