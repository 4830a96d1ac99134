package org.gradientdoctor.remedies.trial;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Asked after every iteration whether trials shall end before their time. */
public final class StopSignal {
    private final BooleanSupplier cancelled;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final String limit;

    private StopSignal(BooleanSupplier cancelled, LongSupplier nanoTime, long deadline, String limit) {
        this.cancelled = cancelled;
        this.nanoTime = nanoTime;
        this.deadline = deadline;
        this.limit = limit;
    }

    /** Without a limit of time. */
    public static StopSignal on(BooleanSupplier cancelled) {
        return new StopSignal(cancelled, () -> 0, Long.MAX_VALUE, "");
    }

    /**
     * @param nanoTime a clock such as {@link System#nanoTime}, read now as well
     * @param nanos from now on
     * @param limit for people: {@code 10 minutes}
     */
    public static StopSignal on(BooleanSupplier cancelled, LongSupplier nanoTime, long nanos, String limit) {
        return new StopSignal(cancelled, nanoTime, nanoTime.getAsLong() + nanos, limit);
    }

    /** Why to end; empty where there is no reason. */
    public Optional<String> reason() {
        if (cancelled.getAsBoolean()) {
            return Optional.of("it was cancelled");
        }
        return nanoTime.getAsLong() - deadline >= 0 && deadline != Long.MAX_VALUE
                ? Optional.of("its time limit (" + limit + ") was over")
                : Optional.empty();
    }

    /**
     * @throws StoppedException where there is a reason
     */
    public void check() {
        reason().ifPresent(reason -> {
            throw new StoppedException(reason);
        });
    }
}
