package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;

/**
 * A run of layers with a skip connection around it.
 *
 * @param first the first layer of the run; the skip starts at what it reads
 * @param last the last layer of the run; the skip is added to what it gives
 */
public record SkipBlock(String first, String last) implements Serializable {
    /**
     * @throws IllegalArgumentException where an argument is null
     */
    public SkipBlock {
        Given.value("first", first);
        Given.value("last", last);
    }

    @Override
    public String toString() {
        return first.equals(last) ? first : first + " to " + last;
    }
}
