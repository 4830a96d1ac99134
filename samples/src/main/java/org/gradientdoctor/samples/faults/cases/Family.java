package org.gradientdoctor.samples.faults.cases;

import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;

/**
 * A kind of network with data to train it on. Implementations are found by {@code @AutoService(Family.class)} and need a
 * constructor without arguments.
 */
interface Family {

    /** Its name in tables, in lower case. */
    String name();

    /** Whether it is kept out of the tuning part, so that no rule is ever chosen by it. */
    default boolean reportOnly() {
        return false;
    }

    /** A sound plan of random size: one that learns its data within its iterations. */
    Plan sound(Random draw);

    /** The data of a plan, standardized where that is usual; the same for the same seed. */
    Split data(Plan plan, long seed);

    /** The initialized network of a plan, for data as {@link #data} draws it; weights are drawn from the seed. */
    Model network(Plan plan, Split data, long seed);
}
