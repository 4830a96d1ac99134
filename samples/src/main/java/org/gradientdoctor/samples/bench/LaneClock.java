package org.gradientdoctor.samples.bench;

import java.util.function.LongSupplier;

/** A clock that runs only while one arm trains; else a listener would take the other arms' time for training time. */
final class LaneClock implements LongSupplier {
    private long stoodStill;
    private long stopped = System.nanoTime();

    void go() {
        stoodStill += System.nanoTime() - stopped;
    }

    void stop() {
        stopped = System.nanoTime();
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() - stoodStill;
    }
}
