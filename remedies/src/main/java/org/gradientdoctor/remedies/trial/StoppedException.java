package org.gradientdoctor.remedies.trial;

import java.io.Serial;

/** Trials end before their time; the message says why, in a clause. */
public final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException(String reason) {
        super(reason);
    }
}
