package org.gradientdoctor.remedies;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.guard.GuardSettings;
import org.gradientdoctor.remedies.guard.GuardedTraining;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the unattended training of one {@code MultiLayerNetwork} or {@code ComputationGraph}: keeps bad steps from being
 * taken, goes back to a healthy state where damage is done, and lowers the learning rate where that happens again.
 *
 * <pre>{@code
 * TrainingGuard guard = TrainingGuard.create();
 * network.setListeners(guard, health);               // the guard first
 * network.fit(data, epochs);
 * guard.interventions().forEach(System.out::println);
 * }</pre>
 *
 * <ul>
 *   <li>A batch whose loss or gradient is NaN or infinite, or whose loss is far above all before, is passed over:
 *       parameters and updater state stay as they are.
 *   <li>A gradient whose norm alone is far above all before is clipped (ZClip, Kumar et al. 2025).
 *   <li>Where the next batch is as bad, where parameters are no longer finite, or where the loss stays high, parameters
 *       <em>and updater state</em> go back to a snapshot that the iterations after it have confirmed. The iteration count
 *       goes on.
 *   <li>Where troubles are not rare, all learning rates are lowered, schedules included, and raised again after a quiet
 *       stretch, at most to what was set.
 *   <li>When that has been tried a bounded number of times, training ends with a {@link TrainingStoppedException}.
 * </ul>
 *
 * <p>A healthy training is the same bit for bit as without. Memory is that of two copies of parameters and updater state.
 * Each intervention is also an event in the trace of every {@link GradientHealthListener} of the network.
 *
 * <p>It should be the first listener, so that it sees the gradient before {@code GlobalNormClipping} scales it; behind
 * it, spikes that are clipped already are no spikes to it. Of a step not taken, later listeners see an update of zero and
 * the loss of the last step that was.
 *
 * <p>It binds to the first network that calls it and passes over others; a network whose parameters are set anew between
 * two trainings needs a new guard. Optimizers other than stochastic gradient descent are not guarded, nor is
 * {@code ParallelWrapper}. What the very last step does is only looked at for NaN: a loss that jumps shows one step later.
 * If the guard itself fails, it logs that once and withdraws; training goes on.
 */
public final class TrainingGuard extends BaseTrainingListener {
    private static final Logger log = LoggerFactory.getLogger(TrainingGuard.class);
    /** Interventions kept; of more, the latest. */
    private static final int KEPT = 1000;

    private final Object lock = new Object();
    private final GuardSettings settings;
    private final Deque<Intervention> interventions = new ArrayDeque<>();
    private @Nullable GuardedTraining training;
    private @Nullable TrainingStoppedException stopped;
    private boolean toldOfOthers;
    private boolean withdrawn;

    TrainingGuard(GuardSettings settings) {
        this.settings = settings;
    }

    /** A guard with the defaults that {@link TrainingGuardBuilder} tells. */
    public static TrainingGuard create() {
        return builder().build();
    }

    public static TrainingGuardBuilder builder() {
        return new TrainingGuardBuilder();
    }

    /** What was done so far, oldest first; of more than 1,000 the latest. May be called from any thread. */
    public List<Intervention> interventions() {
        synchronized (lock) {
            return List.copyOf(interventions);
        }
    }

    /** Why training was stopped; empty where it was not. */
    public Optional<TrainingStoppedException> stopped() {
        synchronized (lock) {
            return Optional.ofNullable(stopped);
        }
    }

    @Override
    public void onGradientCalculation(Model model) {
        contain(model, GuardedTraining::beforeStep);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        contain(model, guarded -> guarded.afterStep().ifPresent(reason -> stop(iteration, reason)));
    }

    private void stop(int iteration, String reason) {
        String tried = Intervention.tally(interventions.stream()
                .filter(each -> each.kind() != Intervention.Kind.STOPPED)
                .toList());
        stopped = new TrainingStoppedException(
                "training was stopped at iteration " + iteration + ": " + reason + ". Tried: "
                        + (tried.isEmpty() ? "nothing" : tried)
                        + ". The network stands as at its last healthy snapshot.",
                List.copyOf(interventions));
        log.error("Gradient Doctor: {}", stopped.getMessage());
        throw stopped;
    }

    private void note(Model model, Intervention intervention) {
        interventions.addLast(intervention);
        if (interventions.size() > KEPT) {
            interventions.removeFirst();
        }
        log.warn("Gradient Doctor: {}", intervention);
        List<TrainingListener> others = new ArrayList<>(
                model instanceof MultiLayerNetwork stack
                        ? stack.getListeners()
                        : ((ComputationGraph) model).getListeners());
        for (TrainingListener other : others) {
            if (other instanceof GradientHealthListener health) {
                health.intervened(model, intervention);
            }
        }
    }

    /** One of the callbacks. */
    @FunctionalInterface
    private interface Callback {
        void on(GuardedTraining guarded);
    }

    /** Callbacks of several workers must not overlap, and no fault of ours may end the user's training. */
    private void contain(Model model, Callback callback) {
        synchronized (lock) {
            if (withdrawn || !GuardedTraining.isNetwork(model)) {
                return;
            }
            try {
                GuardedTraining guarded = guarded(model);
                if (guarded != null) {
                    callback.on(guarded);
                }
            } catch (TrainingStoppedException end) {
                throw end;
            } catch (RuntimeException | Error fault) {
                withdraw("it failed", fault);
            }
        }
    }

    private @Nullable GuardedTraining guarded(Model model) {
        GuardedTraining guarded = training;
        if (guarded == null) {
            guarded = new GuardedTraining(model, settings, intervention -> note(model, intervention));
            training = guarded;
            if (!guarded.stepsDirectly()) {
                withdraw(
                        "it guards stochastic gradient descent only, and this network is trained by "
                                + model.conf().getOptimizationAlgo(),
                        null);
                return null;
            }
        }
        if (guarded.isOf(model)) {
            return guarded;
        }
        if (!toldOfOthers) {
            toldOfOthers = true;
            log.warn(
                    "Gradient Doctor guards one network; another one is trained with the same guard and is not guarded:"
                            + " give it a guard of its own");
        }
        return null;
    }

    private void withdraw(String reason, @Nullable Throwable fault) {
        withdrawn = true;
        log.error("Gradient Doctor no longer guards this training, which goes on: {}", reason, fault);
        GuardedTraining guarded = training;
        if (guarded != null) {
            try {
                guarded.withdraw();
            } catch (RuntimeException | Error another) {
                log.error("Gradient Doctor could not give the network its updater back", another);
            }
        }
    }
}
