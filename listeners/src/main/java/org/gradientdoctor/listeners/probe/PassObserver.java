package org.gradientdoctor.listeners.probe;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sees the arrays of a pass themselves. They are valid only during the call, as the next layer may write over them.
 * Stations are counted as the profile counts layers.
 */
interface PassObserver {

    /** What a layer or vertex hands on. */
    default void activation(int station, INDArray activation) {}

    /** ∂loss/∂activation, summed over all that read from the layer or vertex. */
    default void arrival(int station, INDArray error) {}

    /** ∂loss/∂input for the input of a layer or vertex at this position. */
    default void error(int station, int input, INDArray error) {}

    /** The pass is over and all of it was read; the copy's gradient array is as the pass left it. */
    default void done(NetworkPass pass) {}
}
