package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Sets the learning rate of layers to fixed values, those of their biases included. A schedule gives way to the value:
 * it would go on from the old rate.
 *
 * @param rates the rates of each layer
 */
public record ReduceLearningRate(Map<String, LayerRate> rates) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public ReduceLearningRate {
        rates = Given.map("rates", rates);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to set the learning rate of: name at least one");
        }
    }

    @Override
    public String name() {
        return "reduce-learning-rate";
    }

    @Override
    public String title() {
        return "reduce learning rate to " + LayerRate.describe(rates.values());
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(rates.keySet());
    }

    @Override
    public String effect() {
        return "Keeps all weights; training goes on from them in smaller steps.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                draft,
                rates.keySet(),
                layer -> hasRate(layer)
                        ? Stream.empty()
                        : Stream.of("the updater of layer " + layer + " has no learning rate ("
                                + layer.weightUpdaters().stream()
                                        .map(updater -> updater.getClass().getSimpleName())
                                        .findFirst()
                                        .orElse("it has none")
                                + "); choose an updater with one, Adam for instance"));
    }

    /** Whether training this layer follows a learning rate. */
    public static boolean hasRate(LayerDraft layer) {
        return layer.hasParameters()
                && Stream.concat(layer.weightUpdaters().stream(), layer.biasUpdaters().stream())
                        .anyMatch(IUpdater::hasLearningRate);
    }

    @Override
    public void edit(NetworkDraft draft) {
        rates.forEach((name, rate) -> {
            LayerDraft layer = draft.layer(name);
            set(layer.weightUpdaters(), rate.weights());
            set(layer.biasUpdaters(), rate.biases());
        });
    }

    private static void set(List<IUpdater> updaters, double rate) {
        for (IUpdater updater : updaters) {
            if (updater.hasLearningRate()) {
                updater.setLrAndSchedule(rate, null);
            }
        }
    }
}
