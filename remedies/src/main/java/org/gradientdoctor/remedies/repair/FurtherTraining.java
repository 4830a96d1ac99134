package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.surgery.Surgery;
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
 * @param network the one that went on, or the given one where that failed or made it worse
 * @param iterations made, for nothing too
 * @param statement what came of it, in a sentence
 */
public record FurtherTraining(Model network, int iterations, String statement) {
    /** Of one plain training. Provisional. */
    private static final double SHARE = .4;

    private static final String WITH = " with the validation data among its training data";

    /**
     * Trains a copy on, on the calling thread, whose random state it sets.
     *
     * @param network trained; only looked at
     * @param training what it was trained on
     * @param validation what its worth was shown on. Examples that are not finite stay out, and a few that are a hundred
     *     times as large as all others
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
        Optional<Minibatches> finite = validation.finite();
        if (finite.isEmpty()) {
            return kept(network, 0, "none of these is finite");
        }
        Minibatches all = ordinary(network, training.with(finite.get()));
        TrialRun run = new TrialRun(Surgery.operate(network, draft -> {}), all, seed, planned);
        double before = run.measureAside(metric, all);
        try {
            run.trainTo((int) Math.ceil(SHARE * planned), stop);
        } catch (StoppedException e) {
            return kept(network, run.iterations(), String.valueOf(e.getMessage()));
        }
        double after = run.measureAside(metric, all);
        if (run.failure().isPresent()) {
            return kept(network, run.iterations(), run.failure().get());
        }
        return after >= before
                ? new FurtherTraining(
                        run.handOver(),
                        run.iterations(),
                        "It went on for " + run.iterations() + " iterations" + WITH
                                + "; what is said of it is from before.")
                : kept(network, run.iterations(), reached(metric, before, after));
    }

    /** Of one trial's network, where the plan uses up the validation data. */
    static Optional<FurtherTraining> of(Laboratory laboratory, Arm arm, int trial) {
        if (!laboratory.plan().usesUpValidation()) {
            return Optional.empty();
        }
        Model network = arm.run(trial).network();
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

    private static Minibatches ordinary(Model network, Minibatches all) {
        return StrayExamples.of(all, Preflight.examine(network, all.get(0)))
                .map(StrayExamples::ordinary)
                .orElse(all);
    }

    private static String reached(Metric metric, double before, double after) {
        return "on all of them it came from " + Finish.figure(metric, before) + " to " + Finish.figure(metric, after);
    }

    private static FurtherTraining kept(Model network, int iterations, String reason) {
        return new FurtherTraining(network, iterations, "It did not go on" + WITH + ", as " + reason + ".");
    }
}
