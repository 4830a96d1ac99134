package org.gradientdoctor.samples.faults.cases;

import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences with an answer at their end. */
final class Sequences {
    private Sequences() {}

    /** So many steps of zeros after each, with the answer to be given after them. */
    static Split withBlanks(Split data, int blanks) {
        return blanks == 0
                ? data
                : Changed.features(
                        data,
                        features -> Nd4j.concat(
                                2,
                                features,
                                Nd4j.zeros(features.dataType(), features.size(0), features.size(1), blanks)));
    }
}
