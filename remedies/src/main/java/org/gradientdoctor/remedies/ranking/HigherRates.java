package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;

/** All learning rates of a network, so many times higher. */
public final class HigherRates {
    private HigherRates() {}

    /** Empty where no layer has a rate. */
    public static Optional<Recommendation> times(Model network, double factor, String why) {
        NetworkDraft draft = Surgery.examine(network);
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        draft.layers().stream()
                .filter(layer -> !layer.isFrozen() && ReduceLearningRate.hasRate(layer))
                .forEach(layer ->
                        rates.put(layer.name(), LayerRate.current(draft, layer).scaled(factor, 1)));
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recommendation(
                        List.of(new TuneLearningRate(rates, RateCourse.constant())),
                        why + " Rates become " + Figure.of(factor) + " times as high."));
    }
}
