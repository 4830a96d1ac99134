package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Records, of a copy's one training step, the raw gradient before the updater and the step the updater made of it. */
final class UpdateRecorder extends BaseTrainingListener {
    private @Nullable INDArray gradient;
    private @Nullable INDArray step;

    @Override
    public void onGradientCalculation(Model model) {
        double divisor = model.conf().isMiniBatch() ? model.batchSize() : 1;
        gradient = model.getGradientsViewArray().dup().divi(divisor);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        // Deeplearning4j's updater writes over the gradient; what stands there now was subtracted from the parameters.
        step = model.getGradientsViewArray().dup();
    }

    /** The gradient per example; null before a step. */
    @Nullable
    INDArray gradient() {
        return gradient;
    }

    @Nullable
    INDArray step() {
        return step;
    }
}
