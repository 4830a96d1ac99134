package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.PairSummary;
import org.gradientdoctor.listeners.capture.TensorView;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The step that a network's own updater takes on one batch, all parameters in one array.
 *
 * @param gradient of the score, zero for running statistics
 * @param step what is subtracted from the parameters, zero for running statistics
 * @param loss score before the step
 */
record OwnStep(INDArray gradient, INDArray step, double loss) {

    /**
     * Takes it of the gradient that a pass left in the copy's gradient array, which it writes over.
     *
     * @param original the network that is copied, for the state of its updater
     * @param copy whose parameters are the original's
     * @return null where the pass is not what training does
     */
    static @Nullable OwnStep ofPass(Model original, Model copy, NetworkPass pass, int rows) {
        INDArray flat = copy.getGradientsViewArray();
        if (!pass.isAsInTraining() || pass.gradients().values().stream().anyMatch(part -> !isView(part, flat))) {
            return null;
        }
        FlatParameters parameters = new FlatParameters(copy);
        INDArray gradient = ScoreGradient.of(copy, parameters, flat.dup(), rows);
        new OwnUpdater(original, copy).update(pass.gradients(), rows);
        parameters.clearStatistics(flat);
        return new OwnStep(gradient, flat, pass.score());
    }

    private static boolean isView(INDArray part, INDArray flat) {
        long from = part.offset() - flat.offset();
        return part.data().address() == flat.data().address() && from >= 0 && from + part.length() <= flat.length();
    }

    /**
     * Takes it by training.
     *
     * @param copy is trained by one step
     * @throws IllegalStateException if the network's optimizer took no step
     */
    static OwnStep byTraining(Model copy, ProbeBatch batch) {
        FlatParameters parameters = new FlatParameters(copy);
        UpdateRecorder recorder = new UpdateRecorder(parameters);
        INDArray start = copy.params().dup();
        copy.setListeners(recorder);
        new Passes(copy, batch).fit();
        copy.setListeners();
        copy.params().assign(start);
        INDArray gradient = recorder.gradient();
        INDArray step = recorder.step();
        if (gradient == null || step == null) {
            throw new IllegalStateException("its training took no step");
        }
        parameters.clearStatistics(step);
        return new OwnStep(gradient, step, copy.score());
    }

    /** Its length and {@code gradient · step}, by how much it lowers the score at first order, in double precision. */
    PairSummary measure() {
        TensorView first = TensorView.of(gradient.reshape(gradient.length()));
        TensorView second = TensorView.of(step.reshape(step.length()));
        return first.elements().pair(first.offset(), second.elements(), second.offset(), step.length());
    }
}
