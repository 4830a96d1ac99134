package org.gradientdoctor.core.trace;

import java.util.OptionalLong;

/**
 * Numbers iterations as the network does, and on from there where the network's own count is set back: places in a trace
 * only ever rise.
 */
final class ContinuousCount {
    private long shift;
    private long last = Long.MIN_VALUE;

    /** Takes the next iteration. Answers the place of the one before where the network's count has not gone on since. */
    OptionalLong next(long told) {
        OptionalLong setBack = OptionalLong.empty();
        if (last != Long.MIN_VALUE && told + shift <= last) {
            setBack = OptionalLong.of(last);
            shift = last + 1 - told;
        }
        last = told + shift;
        return setBack;
    }

    /** The place of what happens at an iteration that may have been taken or not. */
    long place(long told) {
        return last != Long.MIN_VALUE && told + shift < last ? last + 1 : told + shift;
    }

    /** The place of an iteration taken since the count was last set back. */
    long taken(long told) {
        return told + shift;
    }
}
