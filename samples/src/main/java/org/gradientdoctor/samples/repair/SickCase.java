package org.gradientdoctor.samples.repair;

import java.util.function.LongFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network that is sick for one reason, and a healthy one for the same task to measure it by.
 *
 * @param name in the table
 * @param data of a seed, as the sick network gets it
 * @param sick the network of a seed, before training
 * @param twin a healthy network of a seed for the same task
 * @param twinStandardized whether the healthy one gets its inputs standardized
 * @param batch examples in a minibatch
 * @param epochs of one plain training
 */
record SickCase(
        String name,
        LongFunction<ThreeParts> data,
        LongFunction<MultiLayerNetwork> sick,
        LongFunction<MultiLayerNetwork> twin,
        boolean twinStandardized,
        int batch,
        int epochs) {

    SickCase(
            String name,
            LongFunction<ThreeParts> data,
            LongFunction<MultiLayerNetwork> sick,
            LongFunction<MultiLayerNetwork> twin,
            int batch,
            int epochs) {
        this(name, data, sick, twin, false, batch, epochs);
    }

    /** In so many passes. */
    SickCase during(int passes) {
        return new SickCase(name, data, sick, twin, twinStandardized, batch, passes);
    }
}
