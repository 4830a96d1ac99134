package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.surgery.Surgery;

/** All learning rates of a network, times a factor. */
public final class ScaledRates {
    private ScaledRates() {}

    /** Empty where no layer has a rate. */
    public static Optional<Recommendation> times(Model network, double factor, String why) {
        Map<String, LayerRate> rates = LayerRate.allOf(Surgery.examine(network));
        rates.replaceAll((layer, rate) -> rate.scaled(factor, 1));
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recommendation(
                        List.of(new TuneLearningRate(rates, RateCourse.constant())),
                        why + " Rates become " + Figure.of(factor) + " times as high."));
    }
}
