package org.gradientdoctor.listeners.ui;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task on a thread of its own after it was woken, however often, and not more often than it can afford; the last
 * wake is always followed by a run. When the task fails it is never run again.
 */
final class Poster {
    private static final Logger log = LoggerFactory.getLogger(LiveReport.class);

    /** Nobody looks more often than this. */
    private static final long LEAST_PAUSE = TimeUnit.SECONDS.toNanos(2);
    /** A live page should not be older than this. */
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);
    /** Pauses are so many times as long as the processor time of the last run: 1 % of a machine with two cores. */
    private static final long PAUSE_PER_WORK = 50;
    /** These pay for loading and compiling, which says nothing of later ones, and come at the least pause. */
    private static final int FIRST_RUNS = 3;
    /** The thread ends after so long without work; the next work starts another. */
    private static final long IDLE_SECONDS = 10;

    private final Runnable task;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final Object running = new Object();
    private volatile boolean ended;
    private volatile long earliest = System.nanoTime();
    private int runs;

    Poster(Runnable task) {
        this.task = task;
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "gradient-doctor-live-report");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Never throws and never waits. */
    void wake() {
        if (ended || !isDue.compareAndSet(false, true)) {
            return;
        }
        try {
            var unused = thread.schedule(this::run, earliest - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error fault) {
            end(fault);
        }
    }

    private void run() {
        synchronized (running) {
            if (ended) {
                return;
            }
            // Before the task looks: what happens from here on needs another run.
            isDue.set(false);
            long before = processorTime();
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                end(fault);
            }
            runs++;
            earliest = System.nanoTime() + pause(runs, processorTime() - before);
        }
    }

    static long pause(int runs, long work) {
        return runs < FIRST_RUNS ? LEAST_PAUSE : Math.min(LONGEST_PAUSE, Math.max(LEAST_PAUSE, PAUSE_PER_WORK * work));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void end(Throwable fault) {
        if (ended) {
            return;
        }
        ended = true;
        thread.shutdownNow();
        log.error("The live report is not posted any more; training goes on", fault);
    }

    /** Runs the task once more on this thread, and never again. */
    void close() {
        // A run that waits for this one meanwhile finds it ended.
        synchronized (running) {
            run();
            ended = true;
        }
        thread.shutdownNow();
    }
}
