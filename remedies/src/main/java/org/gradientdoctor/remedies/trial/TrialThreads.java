package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Threads for trials. Each works with one native thread, so that trials side by side don't take each other's
 * processors, and so that sums are made in the same order however many trials run at a time. The calling thread, and
 * with it its random state, has no part in trials.
 */
public final class TrialThreads implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService pool;

    /** @param parallel how many trials run at a time; at least one */
    public TrialThreads(int parallel) {
        // The holder can only be asked once a backend is loaded.
        Nd4j.getBackend();
        pool = Executors.newFixedThreadPool(parallel, work -> {
            Thread thread = new Thread(
                    () -> {
                        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
                        work.run();
                    },
                    "gradient-doctor-trial");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does all of this, and returns results in the order of the work.
     *
     * @throws StoppedException where a trial was stopped, or the calling thread was interrupted (which it still is)
     */
    public <T> List<T> all(List<? extends Callable<T>> work) {
        List<Future<T>> running = new ArrayList<>();
        work.forEach(each -> running.add(pool.submit(each)));
        List<T> results = new ArrayList<>();
        RuntimeException first = null;
        for (Future<T> each : running) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                first = first == null ? unwrapped(e) : first;
            } catch (InterruptedException e) {
                running.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new StoppedException("the calling thread was interrupted");
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("a trial failed: " + failed.getCause(), failed);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            // A trial asks after each iteration whether to end.
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
