package org.gradientdoctor.core.trace;

import java.io.Serializable;
import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;

/**
 * The iterations up to the first non-finite value, frozen when it appeared.
 *
 * @param origin where it came from
 * @param iterations the last {@value #LENGTH} at most, the one with the non-finite value last
 */
public record FlightRecord(NonFiniteOrigin origin, List<IterationReading> iterations) implements Serializable {
    /** As many frames as Hugging Face's underflow and overflow debugger keeps before the one that failed. */
    public static final int LENGTH = 20;

    public FlightRecord {
        iterations = List.copyOf(iterations);
    }
}
