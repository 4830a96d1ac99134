package org.gradientdoctor.remedies.remedy;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The learning rates of a layer.
 *
 * @param weights of its weights
 * @param biases of its biases, where they have an updater of their own
 */
public record LayerRate(double weights, double biases) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where a rate is negative or not finite
     */
    public LayerRate {
        for (double rate : new double[] {weights, biases}) {
            if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a learning rate of " + rate + " cannot be set: give a finite one of at least 0");
            }
        }
    }

    /** The same for weights and biases. */
    public static LayerRate of(double rate) {
        return new LayerRate(rate, rate);
    }

    /** The rates in force at the network's present iteration and epoch; 0 where a kind of parameters has none. */
    public static LayerRate current(NetworkDraft draft, LayerDraft layer) {
        double weights =
                rate(Given.value("draft", draft), Given.value("layer", layer).weightUpdaters());
        List<IUpdater> own = layer.biasUpdaters();
        return new LayerRate(weights, own.isEmpty() ? weights : rate(draft, own));
    }

    /** As {@link #current}, of each layer that is trained at a rate, by name. */
    public static Map<String, LayerRate> allOf(NetworkDraft draft) {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        Given.value("draft", draft).layers().stream()
                .filter(layer -> !layer.isFrozen() && ReduceLearningRate.hasRate(layer))
                .forEach(layer -> rates.put(layer.name(), current(draft, layer)));
        return rates;
    }

    private static double rate(NetworkDraft draft, List<IUpdater> updaters) {
        return updaters.stream()
                .filter(IUpdater::hasLearningRate)
                .mapToDouble(updater -> updater.getLearningRate(draft.iterations(), draft.epochs()))
                .findFirst()
                .orElse(0);
    }

    /** The larger of both. */
    public double larger() {
        return Math.max(weights, biases);
    }

    /** The rates that stand in the same ratio to a rate as these do to another. */
    public LayerRate scaled(double to, double from) {
        return from == to ? this : new LayerRate(weights / from * to, biases / from * to);
    }

    /** How high several are, for titles: {@code 0.01}, {@code 0.01 and below}. */
    static String describe(Collection<LayerRate> rates) {
        double most = rates.stream().mapToDouble(LayerRate::larger).max().orElse(Double.NaN);
        boolean several = rates.stream().anyMatch(rate -> rate.larger() != most);
        return Figure.of(most) + (several ? " and below" : "");
    }
}
