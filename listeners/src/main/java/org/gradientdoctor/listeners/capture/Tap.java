package org.gradientdoctor.listeners.capture;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from a wrapper to its collector: open only for the thread that installed it, closed for good once disarmed or
 * after a fault, which is kept rather than thrown into the user's training.
 */
final class Tap<C> {
    private final Thread owner = Thread.currentThread();
    private final TapSession session;
    private volatile @Nullable C collector;

    Tap(C collector, TapSession session) {
        this.collector = collector;
        this.session = session;
    }

    /** Whether the calling thread installed it; another's passes come through where a configuration is shared. */
    boolean isOwn() {
        return Thread.currentThread().equals(owner);
    }

    /** The pass that was to be read is over. */
    void endSession() {
        session.end();
    }

    boolean isArmed() {
        return collector != null;
    }

    void disarm() {
        collector = null;
    }

    <T> @Nullable T read(Function<C, @Nullable T> reader) {
        C present = collector;
        if (present != null && session.over().get()) {
            // The pass ended by an exception, and no callback followed: nothing is kept for it any longer.
            disarm();
            return null;
        }
        if (present == null || !isOwn()) {
            return null;
        }
        try {
            long start = session.meter().now();
            T result = reader.apply(present);
            session.meter().add(session.meter().now() - start);
            return result;
        } catch (RuntimeException | Error e) {
            session.fault().compareAndSet(null, e);
            disarm();
            return null;
        }
    }

    void watch(Consumer<C> reader) {
        Object ignored = read(present -> {
            reader.accept(present);
            return null;
        });
        assert ignored == null;
    }
}
