package org.gradientdoctor.listeners;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Examines a network before any training step: what will go wrong, by one forward and backward pass over a batch and a
 * handful of forward passes along the first step, all on copies. The network and the calling thread's random state are
 * bit for bit as before.
 *
 * <pre>{@code
 * Diagnosis before = Preflight.examine(network, batch);
 * }</pre>
 *
 * <p>It sees neither what a weakness costs nor whether it lasts, so it warns; only what cannot work fails: values that
 * are not finite, an output and a loss that don't fit, units that stay alike, a signal below what the data type
 * can carry, a learning rate far beyond the critical one.
 *
 * <p>Give a batch as training will see it: preprocessed alike, shuffled, of the same size.
 */
public final class Preflight {
    private Preflight() {}

    /**
     * Examines with one batch.
     *
     * @param model an initialized {@code MultiLayerNetwork} or {@code ComputationGraph} with an output layer
     * @param batch features [examples, …] and labels [examples, …], with masks where training has them
     * @throws IllegalArgumentException if the batch does not fit the network; the message says what was expected
     * @throws IllegalStateException if the network is not initialized
     */
    public static Diagnosis examine(Model model, DataSet batch) {
        return of(model).batch(batch).examine();
    }

    /** As for a {@code DataSet}, for networks with several inputs or outputs. */
    public static Diagnosis examine(Model model, MultiDataSet batch) {
        return of(model).batch(batch).examine();
    }

    /** To examine with several batches, or to ask for more than {@link #examine} does. */
    public static PreflightRequest of(Model model) {
        return new PreflightRequest(model);
    }
}
