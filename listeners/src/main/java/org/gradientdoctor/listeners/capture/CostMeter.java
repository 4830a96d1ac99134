package org.gradientdoctor.listeners.capture;

import java.util.function.LongSupplier;
import org.gradientdoctor.core.trace.WatchCost;

/**
 * Measures what watching costs and decides by it when the next full reading is due.
 *
 * <p>The budget is an account: each iteration pays in its share of the training time and draws what watching took. A
 * full reading is due when the balance covers it. The balance is capped at the price of one, so that a pause between two
 * runs does not buy a burst; debts, as from the first readings, are paid off.
 */
final class CostMeter {
    private final ReadingSchedule schedule;
    private final LongSupplier clock;
    private final String description;

    private boolean started;
    private long first;
    private long last;
    private long entered;
    private boolean inside;
    private long watching;
    private long fullReadings;

    private long iterationStart;
    private long watchingAtStart;
    private double balance;
    /** Smoothed price of a full reading, nanoseconds; 0 while none was taken. */
    private double price;

    CostMeter(ReadingSchedule schedule, LongSupplier clock) {
        this.schedule = schedule;
        this.clock = clock;
        this.description = schedule.toString();
    }

    /** A callback begins. */
    void enter() {
        entered = clock.getAsLong();
        inside = true;
        if (!started) {
            started = true;
            first = entered;
            iterationStart = entered;
        }
    }

    /** A callback ends. */
    void leave() {
        last = clock.getAsLong();
        watching += last - entered;
        inside = false;
    }

    /** Adds time spent outside callbacks, in the taps. */
    void add(long nanos) {
        watching += nanos;
    }

    /** Time now, by the same clock. */
    long now() {
        return clock.getAsLong();
    }

    /** Whether the iteration with this number, counted from the first one watched, is to be read in full. */
    boolean isDue(long ordinal) {
        if (!schedule.isByBudget()) {
            return schedule.every() > 0 && ordinal % schedule.every() == 0;
        }
        boolean early = (ordinal & (ordinal - 1)) == 0;
        return early || (price > 0 && balance >= price);
    }

    /** To be called within the last callback of an iteration. */
    void iterationEnded(boolean full) {
        long now = clock.getAsLong();
        long spent = watching + (now - entered) - watchingAtStart;
        long training = Math.max(0, now - iterationStart - spent);
        if (full) {
            fullReadings++;
            price = price == 0 ? spent : (price + spent) / 2;
        }
        balance = Math.min(price, balance + schedule.share() * training - spent);
        iterationStart = now;
        watchingAtStart = watching + (now - entered);
    }

    /** The cost up to now. */
    WatchCost cost() {
        long until = inside ? clock.getAsLong() : last;
        long soFar = watching + (inside ? until - entered : 0);
        long elapsed = until - first;
        return new WatchCost(soFar, Math.max(0, elapsed - soFar), fullReadings, description);
    }
}
