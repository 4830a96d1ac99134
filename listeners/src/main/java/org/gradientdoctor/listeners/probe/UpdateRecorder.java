package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Records, of a copy's one training step, the gradient of its score and the step the updater made of it. */
final class UpdateRecorder extends BaseTrainingListener {
    private final FlatParameters parameters;
    private @Nullable INDArray gradient;
    private @Nullable INDArray step;

    UpdateRecorder(FlatParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void onGradientCalculation(Model model) {
        gradient = ScoreGradient.of(
                model, parameters, model.getGradientsViewArray().dup(), model.batchSize());
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        // Deeplearning4j's updater writes over the gradient; what stands there now was subtracted from the parameters.
        step = model.getGradientsViewArray().dup();
    }

    /** The gradient of the score; null before a step. */
    @Nullable
    INDArray gradient() {
        return gradient;
    }

    @Nullable
    INDArray step() {
        return step;
    }
}
