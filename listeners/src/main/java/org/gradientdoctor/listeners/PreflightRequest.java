package org.gradientdoctor.listeners;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.preflight.PreflightDetectors;
import org.gradientdoctor.listeners.probe.PreflightProbe;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** What a {@link Preflight} is to examine, and with which batches. */
public final class PreflightRequest {
    /** Examples learned by heart where nothing else is said. */
    private static final int FEW = 8;
    /** Steps given to learn them. */
    private static final int STEPS = 500;

    private final PreflightProbe probe;

    PreflightRequest(Model model) {
        this.probe = new PreflightProbe(model);
    }

    /** Adds a batch; findings say in how many of the batches they hold. */
    public PreflightRequest batch(DataSet batch) {
        probe.add(batch);
        return this;
    }

    /** Adds a batch of a network with several inputs or outputs. */
    public PreflightRequest batch(MultiDataSet batch) {
        probe.add(batch);
        return this;
    }

    /**
     * Also tries whether the network, with its own updater, can learn the first eight examples of the first batch by
     * heart within 500 steps, without dropout and regularization. Costs those steps, on a copy.
     */
    public PreflightRequest learnByHeart() {
        return learnByHeart(FEW, STEPS);
    }

    /**
     * Also tries whether the network can learn a few examples by heart.
     *
     * @param examples how many of the first batch
     * @param iterations steps at most
     * @throws IllegalArgumentException if one of them is not positive
     */
    public PreflightRequest learnByHeart(int examples, int iterations) {
        if (examples < 1 || iterations < 1) {
            throw new IllegalArgumentException("to learn " + examples + " examples by heart in " + iterations
                    + " iterations is nothing to try: give positive numbers, such as 8 and 500");
        }
        probe.learnByHeart(examples, iterations);
        return this;
    }

    /**
     * Examines the network.
     *
     * @throws IllegalArgumentException if no batch was given, or one does not fit the network
     * @throws IllegalStateException if the network is not initialized
     */
    public Diagnosis examine() {
        return Examination.of(PreflightDetectors.all()).examine(probe.read());
    }
}
