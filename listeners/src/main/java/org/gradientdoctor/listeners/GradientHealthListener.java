package org.gradientdoctor.listeners;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.capture.ReadingSchedule;
import org.gradientdoctor.listeners.capture.TrainingWatch;
import org.gradientdoctor.listeners.capture.WatchSettings;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the training of one {@code MultiLayerNetwork} or {@code ComputationGraph} and tells at any time what is wrong
 * with it. Watching changes nothing: parameters and random state are bit for bit what they would be without.
 *
 * <pre>{@code
 * GradientHealthListener health = GradientHealthListener.create();
 * network.addListeners(health);
 * network.fit(data, epochs);
 * System.out.println(health.diagnosis());
 * }</pre>
 *
 * <p>It binds to the first network that calls it and passes over all others, saying so in the diagnosis; under
 * {@code ParallelWrapper} it thus watches one worker. Several runs of {@code fit} are one history. Truncated
 * back-propagation through time counts each segment as an iteration, as Deeplearning4j does. Of optimizers that make
 * several passes in one iteration (LBFGS, conjugate gradient, line search) the last pass is read, and no updates.
 * Layer-wise pretraining is not read. Networks trained with errors from elsewhere call no listener; see
 * {@link #inspect}.
 *
 * <p>If the toolkit fails, it logs that once and withdraws; training goes on.
 */
public final class GradientHealthListener extends BaseTrainingListener {
    private static final Logger log = LoggerFactory.getLogger(GradientHealthListener.class);

    private final Object lock = new Object();
    private final Examination examination;
    private final TrainingWatch watch;
    private final FindingWatch findings;
    private @Nullable HeldProbe probe;
    private boolean withdrawn;

    GradientHealthListener(
            ReadingSchedule schedule,
            long plannedIterations,
            LongSupplier clock,
            Examination examination,
            FindingWatch findings,
            @Nullable HeldProbe probe) {
        this.examination = examination;
        this.probe = probe;
        this.findings = findings;
        this.watch = new TrainingWatch(new WatchSettings(schedule, plannedIterations, clock, this::examine));
    }

    /** A listener as in {@link Preset#STANDARD}. */
    public static GradientHealthListener create() {
        return builder().build();
    }

    public static HealthListenerBuilder builder() {
        return new HealthListenerBuilder();
    }

    /**
     * What is wrong, by all that was read up to now. May be called at any time, during training as well, from any
     * thread; before the first iteration nothing is evaluated.
     */
    public Diagnosis diagnosis() {
        return examination.examine(trace());
    }

    /** All that was read up to now. */
    public TraceSnapshot trace() {
        return watch.snapshot();
    }

    /**
     * Reads one iteration of a network that is trained with errors from elsewhere
     * ({@code backpropGradient(epsilon, …)}): Deeplearning4j calls no listener then. Gradients and parameters are read,
     * not the loss. To be called before the updater changes the gradient.
     *
     * @param model the network, the same one each time
     * @param gradient what its backward pass returned
     * @throws IllegalArgumentException if the gradient is not one of this network's, or the network is another one than
     *     before
     */
    public void inspect(Model model, Gradient gradient) {
        contain(() -> watch.inspect(model, gradient), IllegalArgumentException.class);
    }

    /**
     * Notes what a guard did to the training of this network, as an event of the trace. {@code TrainingGuard} calls it for
     * each such listener that its network has.
     *
     * @param model the network; of another one than is watched, nothing is noted
     * @param intervention what was done
     */
    public void intervened(Model model, Intervention intervention) {
        contain(() -> watch.intervened(model, intervention));
    }

    @Override
    public void onEpochStart(Model model) {
        contain(() -> watch.otherwise(model));
    }

    @Override
    public void onEpochEnd(Model model) {
        contain(() -> watch.otherwise(model));
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        contain(() -> watch.forward(model, activations));
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        contain(() -> watch.forward(model, activations));
    }

    @Override
    public void onBackwardPass(Model model) {
        contain(() -> watch.backward(model));
    }

    @Override
    public void onGradientCalculation(Model model) {
        contain(() -> watch.otherwise(model));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        contain(() -> {
            watch.done(model);
            probe(model);
        });
    }

    /** A held batch that does not fit is the user's mistake: told once, and watching goes on without it. */
    private void probe(Model model) {
        HeldProbe held = probe;
        if (held == null) {
            return;
        }
        try {
            watch.probe(model, () -> held.afterIteration(model));
        } catch (RuntimeException fault) {
            probe = null;
            log.warn("The error signal is not probed any more; training and watching go on", fault);
            watch.unread("the error signal was not probed on the held batch: " + fault.getMessage());
        }
    }

    /** An examination costs more than a reading, so it is made only where somebody hears of it. */
    private void examine(Supplier<TraceSnapshot> trace) {
        if (findings.isHeard()) {
            findings.accept(examination.findings(trace.get()));
        }
    }

    private void contain(Runnable callback) {
        contain(callback, null);
    }

    /** Callbacks of several workers must not overlap, and no fault of ours may end the user's training. */
    private void contain(Runnable callback, @Nullable Class<? extends RuntimeException> user) {
        synchronized (lock) {
            if (withdrawn) {
                return;
            }
            try {
                callback.run();
            } catch (RuntimeException | Error fault) {
                if (user != null && user.isInstance(fault)) {
                    throw fault;
                }
                withdrawn = true;
                log.error("Gradient Doctor failed and no longer watches this training, which goes on", fault);
                watch.withdraw("the listener withdrew after a fault of its own: " + fault);
            }
        }
    }
}
