package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.RandomState;
import org.gradientdoctor.remedies.ranking.RoundedRate;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A range test of the learning rate (Smith 2017): a copy of a network is trained on a user's batches while the rate
 * grows from iteration to iteration, and the loss tells from which rate on it learns and from which on it comes apart.
 * The given network and the calling thread's random state stay as they are.
 */
public final class RateFinder {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final int ITERATIONS = 100;
    /** Weight of the past in the running mean of the loss. */
    private static final double SMOOTHING = .8;
    /** Loss over the best so far from which the network has come apart. */
    private static final double APART = 3;
    /** Relative fall of the loss that noise does not make. */
    private static final double LEARNED = .05;
    /** Part of the rate with the lowest loss, at which training is about to come apart, that is usable throughout. */
    private static final double SAFE = .1;

    private RateFinder() {}

    /**
     * Tries rates from 1e-6 to 10, as those of the layer with the highest; others keep their ratio to it.
     *
     * @param batches those of training, used in turn
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes or is not
     *     initialized
     */
    public static RateSuggestion suggest(Model model, List<? extends DataSet> batches) {
        return suggest(model, batches, RateFinder::fit);
    }

    /** As {@link #suggest(Model, List)}, for graphs with several inputs or outputs. */
    public static RateSuggestion suggestMulti(ComputationGraph graph, List<? extends MultiDataSet> batches) {
        return suggest(graph, batches, (copy, batch) -> ((ComputationGraph) copy).fit(batch));
    }

    private static void fit(Model copy, DataSet batch) {
        if (copy instanceof MultiLayerNetwork stack) {
            stack.fit(batch);
        } else {
            ((ComputationGraph) copy).fit(batch);
        }
    }

    private static <B> RateSuggestion suggest(Model model, List<? extends B> batches, BiConsumer<Model, B> training) {
        Map<String, LayerRate> present = LayerRate.allOf(Surgery.examine(model));
        if (present.isEmpty()) {
            return RateSuggestion.none(
                    "no layer that is trained has an updater with a learning rate; choose one, Adam" + " for instance");
        }
        if (batches.isEmpty()) {
            return RateSuggestion.none("there is no batch to train on; give some of those of training");
        }
        double largest =
                present.values().stream().mapToDouble(LayerRate::larger).max().orElse(0);
        return RandomState.preserve(() -> {
            Model copy = Surgery.operate(
                    model,
                    draft -> present.forEach((name, rate) -> {
                        LayerRate unit = largest > 0 ? rate.scaled(1, largest) : LayerRate.of(1);
                        rise(draft, draft.layer(name).weightUpdaters(), unit.weights());
                        rise(draft, draft.layer(name).biasUpdaters(), unit.biases());
                    }));
            return judge(train(copy, batches, training));
        });
    }

    private static void rise(NetworkDraft draft, List<IUpdater> updaters, double share) {
        for (IUpdater updater : updaters) {
            if (updater.hasLearningRate()) {
                Map<Integer, Double> values = new LinkedHashMap<>();
                values.put(0, LOWEST * share);
                for (int i = 0; i < ITERATIONS; i++) {
                    values.put(draft.iterations() + i, rate(i) * share);
                }
                updater.setLrAndSchedule(HIGHEST * share, new MapSchedule(ScheduleType.ITERATION, values));
            }
        }
    }

    private static double rate(int iteration) {
        return LOWEST * Math.pow(HIGHEST / LOWEST, iteration / (ITERATIONS - 1.0));
    }

    /** The score at each iteration, which is that before its step, until the network comes apart. */
    private static <B> List<RateSuggestion.Point> train(
            Model copy, List<? extends B> batches, BiConsumer<Model, B> training) {
        List<RateSuggestion.Point> curve = new ArrayList<>();
        double mean = 0;
        double weight = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ITERATIONS; i++) {
            training.accept(copy, batches.get(i % batches.size()));
            mean = SMOOTHING * mean + (1 - SMOOTHING) * copy.score();
            weight = SMOOTHING * weight + (1 - SMOOTHING);
            double loss = mean / weight;
            curve.add(new RateSuggestion.Point(rate(i), loss));
            if (!Double.isFinite(loss) || loss > APART * Math.abs(best)) {
                break;
            }
            best = Math.min(best, loss);
        }
        return curve;
    }

    private static RateSuggestion judge(List<RateSuggestion.Point> curve) {
        RateSuggestion.Point first = curve.get(0);
        RateSuggestion.Point lowest = first;
        for (RateSuggestion.Point point : curve) {
            if (point.loss() < lowest.loss()) {
                lowest = point;
            }
        }
        String range = Figure.of(LOWEST) + " to "
                + Figure.of(curve.get(curve.size() - 1).rate());
        if (!Double.isFinite(first.loss())) {
            return new RateSuggestion(
                    Double.NaN,
                    "the loss is " + first.loss() + " before the first step; mend weights or data first",
                    curve);
        }
        if (!(first.loss() - lowest.loss() > LEARNED * Math.abs(first.loss()))) {
            return new RateSuggestion(
                    Double.NaN,
                    "at no rate from " + range + " did the loss fall by as much as 5 % (from " + Figure.of(first.loss())
                            + " to " + Figure.of(lowest.loss()) + "), so that no rate is better than another: something"
                            + " else keeps the network from learning",
                    curve);
        }
        double rate = RoundedRate.atMost(SAFE * lowest.rate());
        return new RateSuggestion(
                rate,
                "over rates from " + range + " the loss fell from " + Figure.of(first.loss()) + " to "
                        + Figure.of(lowest.loss()) + " at " + Figure.of(lowest.rate()) + "; a tenth of that is usable",
                curve);
    }
}
