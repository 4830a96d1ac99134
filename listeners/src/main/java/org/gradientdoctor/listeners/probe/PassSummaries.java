package org.gradientdoctor.listeners.probe;

import java.util.HashMap;
import java.util.Map;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.listeners.capture.PassReader;
import org.gradientdoctor.listeners.capture.TensorView;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Summarizes what a pass shows while it is there. */
final class PassSummaries implements PassObserver {
    private final PassReader reader;
    private final SequenceMasks masks;
    private final TensorSummarizer summarizer;
    private final Map<Integer, TensorSummary> activations = new HashMap<>();
    private final Map<Integer, UnitSummary> activationUnits = new HashMap<>();
    private final Map<Integer, TensorSummary> inputErrors = new HashMap<>();

    PassSummaries(PassReader reader, SequenceMasks masks, TensorSummarizer summarizer) {
        this.reader = reader;
        this.masks = masks;
        this.summarizer = summarizer;
    }

    @Override
    public void activation(int station, INDArray activation) {
        if (activation.rank() >= 2 && activation.length() > 0) {
            activations.put(station, TensorView.of(activation).summarize(summarizer));
            activationUnits.put(station, reader.activationUnits(station, activation, masks.of(station)));
        }
    }

    @Override
    public void error(int station, int input, INDArray error) {
        inputErrors.merge(station, TensorView.of(error).summarize(summarizer), TensorSummary::merge);
    }

    @Nullable
    TensorSummary activations(int station) {
        return activations.get(station);
    }

    @Nullable
    UnitSummary activationUnits(int station) {
        return activationUnits.get(station);
    }

    /** ∂loss/∂input over all inputs of a station. */
    @Nullable
    TensorSummary inputError(int station) {
        return inputErrors.get(station);
    }
}
