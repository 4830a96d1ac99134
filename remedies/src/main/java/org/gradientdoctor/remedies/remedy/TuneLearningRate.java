package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Sets the learning rate of layers to values above or below the present ones, those of their biases included, at once or
 * by a warm-up, with or without a decay. It replaces schedules. The updater's state is kept.
 *
 * @param rates the rates of each layer, at their highest
 * @param course how they go along
 */
public record TuneLearningRate(Map<String, LayerRate> rates, RateCourse course) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public TuneLearningRate {
        rates = Given.map("rates", rates);
        Given.value("course", course);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to set the learning rate of: name at least one");
        }
    }

    @Override
    public String name() {
        return "tune-learning-rate";
    }

    @Override
    public String title() {
        return "set learning rate to " + LayerRate.describe(rates.values()) + course;
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
        return "Keeps all weights; training goes on from them in steps of another length.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return new ReduceLearningRate(rates).refusal(draft);
    }

    @Override
    public void edit(NetworkDraft draft) {
        rates.forEach((name, rate) -> {
            LayerDraft layer = draft.layer(name);
            set(layer.weightUpdaters(), rate.weights());
            set(layer.biasUpdaters(), rate.biases());
        });
    }

    private void set(List<IUpdater> updaters, double rate) {
        for (IUpdater updater : updaters) {
            if (updater.hasLearningRate()) {
                ISchedule schedule = course.schedule(rate);
                updater.setLrAndSchedule(rate, schedule);
            }
        }
    }
}
