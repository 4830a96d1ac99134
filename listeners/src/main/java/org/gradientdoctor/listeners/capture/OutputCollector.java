package org.gradientdoctor.listeners.capture;

import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gathers at the loss of one output layer: z, δ at z, and the predictions. Rows are examples; for sequences, time steps
 * of examples.
 */
final class OutputCollector {
    private final TensorSummarizer summarizer;
    private TensorSummary preActivations = TensorSummary.empty();
    private TensorSummary delta = TensorSummary.empty();
    private @Nullable UnitSummary units;
    private @Nullable Answers answers;

    OutputCollector(TensorSummarizer summarizer) {
        this.summarizer = summarizer;
    }

    @SuppressWarnings("try") // A scope is all the resource is for.
    void before(INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        TensorView view = TensorView.of(preOutput);
        preActivations = view.summarize(summarizer);
        boolean[] valid = Masks.byRows(mask, view.size(0));
        units = view.units(1, ResponsiveRange.unbounded(), valid);
        // Out of the backward pass's workspaces, whose sizes DL4J learns from use.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            answers = Answers.of(activation.getActivation(preOutput.dup(), false), valid);
        }
    }

    void after(INDArray result) {
        delta = TensorView.of(result).summarize(summarizer);
    }

    @Nullable
    SignalReading reading() {
        UnitSummary byUnit = units;
        return byUnit == null || delta.count() == 0 ? null : new SignalReading(delta, preActivations, null, byUnit);
    }

    @Nullable
    Answers answers() {
        return answers;
    }
}
