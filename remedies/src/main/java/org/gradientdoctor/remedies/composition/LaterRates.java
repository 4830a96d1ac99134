package org.gradientdoctor.remedies.composition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;

/**
 * Steps on top of steps: advice for a network that was treated already knows the rates it has by then, so that where both
 * set the learning rate of a layer the later one holds. All else that both set stays a conflict.
 */
public final class LaterRates {
    private final Map<String, LayerRate> rates = new LinkedHashMap<>();

    private LaterRates(List<? extends Remedy> later) {
        later.forEach(step -> rates.putAll(Aspect.rates(step)));
    }

    /** The earlier steps without the rates that the later ones set anew. */
    public static List<Remedy> over(List<? extends Remedy> earlier, List<? extends Remedy> later) {
        LaterRates rates = new LaterRates(later);
        List<Remedy> left = new ArrayList<>();
        earlier.forEach(step -> rates.without(step).ifPresent(left::add));
        return left;
    }

    /** Whether a step sets the learning rate of some layer. */
    public static boolean isSetBy(Remedy step) {
        return !Aspect.rates(step).isEmpty();
    }

    /** Empty where nothing is left of a step. */
    private Optional<Remedy> without(Remedy step) {
        if (step instanceof ReduceLearningRate reduce) {
            Map<String, LayerRate> left = others(reduce.rates());
            return left.isEmpty() ? Optional.empty() : Optional.of(new ReduceLearningRate(left));
        }
        if (step instanceof TuneLearningRate tune) {
            Map<String, LayerRate> left = others(tune.rates());
            return left.isEmpty() ? Optional.empty() : Optional.of(new TuneLearningRate(left, tune.course()));
        }
        if (step instanceof StandardizeLabels labels) {
            return Optional.of(
                    new StandardizeLabels(labels.layer(), labels.columns(), others(labels.rates()), labels.seed()));
        }
        if (step instanceof StandardizeInputs inputs) {
            LayerRate rate = rates.getOrDefault(inputs.layer(), inputs.rate());
            return Optional.of(new StandardizeInputs(inputs.layer(), inputs.columns(), rate, inputs.seed()));
        }
        if (step instanceof ChangeUpdater change) {
            Map<String, LayerRate> all = new LinkedHashMap<>(change.rates());
            all.replaceAll((layer, rate) -> rates.getOrDefault(layer, rate));
            return Optional.of(new ChangeUpdater(change.kind(), all, change.epsilon(), change.decay()));
        }
        return Optional.of(step);
    }

    private Map<String, LayerRate> others(Map<String, LayerRate> earlier) {
        Map<String, LayerRate> others = new LinkedHashMap<>(earlier);
        others.keySet().removeAll(rates.keySet());
        return others;
    }
}
