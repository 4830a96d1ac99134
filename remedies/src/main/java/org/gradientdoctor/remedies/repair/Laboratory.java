package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.gradientdoctor.remedies.trial.TrialRun;
import org.gradientdoctor.remedies.trial.TrialThreads;

/**
 * Where trials are made: all with the same data, metric and seeds.
 *
 * @param planned iterations of one plain training
 * @param floor what the metric says of a network that has learned nothing; NaN where unknown
 * @param constant what the best constant answer to the validation data is worth; NaN where unknown
 */
record Laboratory(
        RepairPlan plan,
        StartingPoint start,
        Minibatches training,
        Minibatches validation,
        Metric metric,
        int planned,
        double floor,
        double constant,
        StopSignal stop,
        TrialThreads threads) {

    /** How often a trial is looked at before the end of the plan. */
    static final int LOOKS = 3;

    /** The same with other training data, from which the constant answer is another, too. */
    Laboratory with(Minibatches others) {
        double otherFloor = metric.ofConstantAnswer(others, validation);
        return new Laboratory(plan, start, others, validation, metric, planned, otherFloor, constant, stop, threads);
    }

    /** The seed of a trial's weights, data order and dropout. */
    long seed(int trial) {
        return plan.seed() + trial;
    }

    /**
     * Trials with this treatment, not begun.
     *
     * @param before what is wrong with the network so treated before it is trained
     */
    Arm arm(List<Recommendation> treatment, Diagnosis before, int firstTrials) {
        List<Callable<TrialRun>> work = new ArrayList<>();
        for (int i = 0; i < firstTrials; i++) {
            int trial = i;
            work.add(() -> run(treatment, trial));
        }
        return new Arm(this, treatment, before, threads.all(work));
    }

    TrialRun run(List<Recommendation> treatment, int trial) {
        return new TrialRun(network(treatment, trial), training, seed(trial), planned);
    }

    /**
     * The network a trial begins with. The first one has the weights as given, so far as they are kept. What the rounds
     * bring is applied in one pass, as the recommendation that the report holds will be.
     *
     * @throws IllegalArgumentException where it does not go together, or is refused
     */
    Model network(List<Recommendation> treatment, int trial) {
        long draw = trial == 0 ? 0 : seed(trial);
        Model network = start.network(draw);
        return treatment.stream()
                .reduce(Recommendation::then)
                .map(joined -> joined.applyTo(network, training.get(0), draw))
                .orElse(network);
    }

    /** What is wrong with the untreated network before it is trained. */
    Diagnosis preflight() {
        return preflight(List.of());
    }

    /** What is wrong with a network before it is trained. */
    Diagnosis preflight(List<Recommendation> treatment) {
        return Preflight.examine(network(treatment, 0), training.get(0));
    }

    Acceptance acceptance() {
        return new Acceptance(floor, constant, metric.isShare(), validation.examples());
    }

    /** The looks on the way to so many iterations, and that one. */
    List<Integer> looks(int iterations) {
        return IntStream.concat(IntStream.range(0, LOOKS).map(this::look), IntStream.of(iterations))
                .filter(look -> look <= iterations)
                .distinct()
                .boxed()
                .toList();
    }

    /** Iterations of the looks at a trial: a fifth of the plan, two and four fifths of it. */
    int look(int index) {
        return Math.max(1, (int) Math.ceil(planned * (1 << index) / 5.0));
    }
}
