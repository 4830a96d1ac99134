package org.gradientdoctor.samples.guard;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.remedies.TrainingGuard;
import org.gradientdoctor.remedies.TrainingStoppedException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The same training three times: undisturbed, with the fault, and with the fault and a guard.
 *
 * @param undisturbed metric on examples that were not trained on
 * @param unguarded the same; NaN where the network has no finite answer any more
 * @param guarded the same
 * @param interventions what the guard did
 */
record GuardRun(double undisturbed, double unguarded, double guarded, List<Intervention> interventions) {
    private static final int BATCH = 32;
    private static final int JUDGED = 500;
    /** So far from the undisturbed metric, relatively, counts as healed. */
    private static final double CLOSE = .02;

    static GuardRun of(GuardCase given, int iterations, long seed) {
        TrainingGuard guard = TrainingGuard.create();
        return new GuardRun(
                train(given, iterations, seed, false, null),
                train(given, iterations, seed, true, null),
                train(given, iterations, seed, true, guard),
                guard.interventions());
    }

    private static double train(
            GuardCase given, int iterations, long seed, boolean faulty, @Nullable TrainingGuard guard) {
        Model model = given.network(faulty, seed);
        if (guard != null) {
            model.setListeners(guard);
        }
        try {
            for (int at = 0; at < iterations; at++) {
                DataSet batch = given.task().draw(BATCH, 1_000_000 * seed + at);
                if (faulty) {
                    given.fault().strike(at, batch, model);
                }
                if (model instanceof MultiLayerNetwork stack) {
                    stack.fit(batch);
                } else {
                    ((ComputationGraph) model).fit(batch);
                }
            }
        } catch (TrainingStoppedException end) {
            // The network stands as at its last healthy snapshot, and is judged as such.
        }
        DataSet judged = given.task().draw(JUDGED, -seed);
        INDArray output = model instanceof MultiLayerNetwork stack
                ? stack.output(judged.getFeatures())
                : ((ComputationGraph) model).outputSingle(judged.getFeatures());
        return Double.isFinite(output.sumNumber().doubleValue())
                ? given.task().metric(output, judged.getLabels())
                : Double.NaN;
    }

    /** Whether a metric is no worse than the undisturbed one by more than two percent. */
    boolean isClose(double metric) {
        return metric >= undisturbed - CLOSE * Math.abs(undisturbed);
    }
}
