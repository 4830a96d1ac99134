package org.gradientdoctor.samples.faults.trial;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/**
 * What is done about a training before it is made, all arms with the same data, batches and iterations. Repairs are judged
 * by it: against doing nothing, and against other arms.
 */
public interface Arm {

    /** Its name in tables and in the store of scores. */
    String name();

    /**
     * The network to be trained.
     *
     * @param untreated initialized for the seed; may be changed and given back
     * @param data what it is going to be trained on
     */
    Model treat(BenchCase trained, Model untreated, Split data, long seed);
}
