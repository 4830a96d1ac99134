package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.gradientdoctor.remedies.trial.StoppedException;
import org.gradientdoctor.remedies.trial.TrialRun;

/**
 * A network whose worth was shown goes on with the data it was shown on among its training data: what a network is worth
 * grows with its data, and a selected one is usually trained on all there are (Hastie, Tibshirani and Friedman, <em>The
 * Elements of Statistical Learning</em>, section 7.10). It keeps its weights and its updater's state. Trained afresh it
 * might have an unlucky seed, which nothing would be left to tell by; what can be told here is whether it becomes worse on
 * all these data together, and then the network is left as it was.
 *
 * @param network the one that went on, or the given one where that failed or did harm
 * @param iterations made, for nothing too, as far as is known
 * @param statement what came of it, in a sentence
 */
public record FurtherTraining(Model network, int iterations, String statement) {
    /**
     * Of one plain training. On the fault bench's tuning part none of 24 treated networks lost more than .016 of its twin
     * by it and they gained .008 on average, .003 without the validation data; by a fifth and by three fifths one lost .05.
     */
    private static final double SHARE = .4;

    /** How many iterations it goes on for. */
    public static int iterations(int planned) {
        return (int) Math.ceil(SHARE * planned);
    }

    /**
     * Trains a copy on, on the calling thread, whose random state it sets. Whatever goes wrong with that, the given network
     * comes back, and the statement says why.
     *
     * @param network trained; only looked at
     * @param training what it was trained on
     * @param validation what its worth was shown on. Examples that are not finite stay out, and those that are a
     *     hundred times as large as the largest it was trained on
     * @param planned iterations of one plain training
     * @param seed of the order of data and of dropout
     */
    public static FurtherTraining of(
            Model network,
            Minibatches training,
            Minibatches validation,
            Metric metric,
            int planned,
            long seed,
            StopSignal stop) {
        try {
            Optional<Minibatches> added = validation.finite().flatMap(finite -> ordinary(network, finite, training));
            if (added.isEmpty()) {
                return kept(
                        network,
                        0,
                        "none of these is finite and no larger than a hundred times what it was trained on");
            }
            Minibatches all = training.with(added.get());
            TrialRun run = TrialRun.ofCopy(network, all, seed, planned);
            double before = run.measureAside(metric, all);
            Optional<String> stopped = train(run, iterations(planned), stop);
            Optional<String> harm = stopped.or(() -> harm(network, run, metric, before, all));
            return harm.map(reason -> kept(network, run.iterations(), reason))
                    .orElseGet(() -> new FurtherTraining(
                            run.handOver(),
                            run.iterations(),
                            "It went on for " + run.iterations() + " iterations with "
                                    + which(added.get().examples(), validation.examples())
                                    + " among its training data; what is said of it is from before."));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return kept(network, 0, "that threw: " + e);
        }
    }

    /** Of one trial's network, where the plan uses up the validation data. */
    static Optional<FurtherTraining> ofTrial(Laboratory laboratory, Arm arm, int trial) {
        if (!laboratory.plan().usesUpValidation()) {
            return Optional.empty();
        }
        Model network = arm.run(trial).handOver();
        Callable<FurtherTraining> work = () -> of(
                network,
                laboratory.training(),
                laboratory.validation(),
                laboratory.metric(),
                laboratory.planned(),
                laboratory.seed(trial),
                laboratory.stop());
        try {
            return Optional.of(laboratory.threads().all(List.of(work)).get(0));
        } catch (StoppedException e) {
            return Optional.of(kept(network, 0, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Minibatches> ordinary(Model network, Minibatches finite, Minibatches training) {
        return StrayExamples.ordinary(finite, training, Preflight.examine(network, training.get(0)));
    }

    /** Why it ended before its time; empty where it did not. */
    private static Optional<String> train(TrialRun run, int iterations, StopSignal stop) {
        try {
            run.trainTo(iterations, stop);
            return run.failure();
        } catch (StoppedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Why the network is better off as it was; empty where it is not. */
    private static Optional<String> harm(Model network, TrialRun run, Metric metric, double before, Minibatches all) {
        double after = run.measureAside(metric, all);
        if (!NonFiniteParameters.layers(run.network()).isEmpty()) {
            return Optional.of("parameters were not finite after it");
        }
        if (run.network().params().equals(network.params())) {
            return Optional.of("its parameters do not change any more");
        }
        if (run.diagnosis().verdict() == Outcome.FAILING) {
            return Optional.of("this failed then: "
                    + run.diagnosis().sick().stream()
                            .filter(finding -> finding.outcome() == Outcome.FAILING)
                            .map(finding -> finding.code())
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return after >= before
                ? Optional.empty()
                : Optional.of("it came from " + Finish.figure(metric, before) + " to " + Finish.figure(metric, after)
                        + (metric.isFunction() ? "" : " on all of them"));
    }

    private static String which(long added, long all) {
        return added == all
                ? "the validation data"
                : added + " of " + all + " validation examples, the others being far too large or not finite,";
    }

    private static FurtherTraining kept(Model network, int iterations, String reason) {
        return new FurtherTraining(
                network,
                iterations,
                "It did not go on with the validation data among its training data, as " + reason + ".");
    }
}
