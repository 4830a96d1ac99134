package org.gradientdoctor.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step and where to try it.
 *
 * @param copy a copy of the network, without dropout, whose parameters are where the step was taken from
 */
record Trial(Model copy, OwnStep own) {

    /** On a copy of its own, by a pass without dropout, or by training where a pass is not what training does. */
    static Trial of(Model model, ProbeBatch batch) {
        Model copy = TrialCopy.of(model);
        Route route = Route.through(WatchedNetwork.of(copy));
        NetworkPass pass = new NetworkPass(route, batch, List.of());
        OwnStep own;
        try {
            pass.forward();
            pass.backward();
            own = OwnStep.ofPass(model, copy, pass, batch.labelRows());
        } finally {
            route.clear();
        }
        if (own != null) {
            return new Trial(copy, own);
        }
        Model trained = TrialCopy.of(model);
        INDArray left = model.getGradientsViewArray();
        if (left != null) {
            // Below a frozen layer of a stack Deeplearning4j's updater finds what it left there an iteration ago.
            trained.getGradientsViewArray().assign(left);
        }
        return new Trial(trained, OwnStep.byTraining(trained, batch));
    }
}
