package org.gradientdoctor.core.diagnosis;

import java.io.Serializable;
import java.util.List;

/**
 * One cause with its share.
 *
 * @param cause what
 * @param share of what is wrong this cause accounts for, 0..1; all shares of a diagnosis together at most 1
 * @param layers where, by name, from input to output; empty where the whole network is meant
 * @param explanation the numbers behind it, in a sentence
 */
public record Attribution(Cause cause, double share, List<String> layers, String explanation) implements Serializable {

    public Attribution {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1, not at " + share);
        }
        layers = List.copyOf(layers);
    }
}
