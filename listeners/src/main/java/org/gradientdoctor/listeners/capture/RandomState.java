package org.gradientdoctor.listeners.capture;

import java.util.function.Supplier;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The calling thread's ND4J random state, put back after work that disturbs it. Building and initializing a network
 * reseeds the thread's generator and dropout draws from it, so that a training going on there would draw other masks.
 */
public final class RandomState {
    private RandomState() {}

    /** Does the work and puts the state back, also where the work throws. */
    public static <T> T preserve(Supplier<T> work) {
        Random random = Nd4j.getRandom();
        long root = random.rootState();
        long node = random.nodeState();
        try {
            return work.get();
        } finally {
            random.setStates(root, node);
        }
    }
}
