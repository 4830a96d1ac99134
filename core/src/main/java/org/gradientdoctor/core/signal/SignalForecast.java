package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Prediction;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.signal.PropagationPath.Stack;
import org.gradientdoctor.core.signal.PropagationPath.Unknown;

/**
 * Makes the prediction for a network from its weights and its input alone, without any gradient, and puts what was
 * measured beside it. It holds at initialization: training makes weights and inputs depend on each other.
 */
public final class SignalForecast {
    private SignalForecast() {}

    /** The prediction for the network and input of this reading; with the reason where there is none. */
    public static Prediction of(NetworkProfile profile, IterationReading reading) {
        Optional<DepthTrend> measured = DepthTrend.of(profile, reading);
        double perLayer = measured.map(DepthTrend::perLayer).orElse(Double.NaN);
        double total = measured.map(DepthTrend::decades).orElse(Double.NaN);
        PropagationPath path = PropagationPath.of(profile, reading);
        if (path instanceof Unknown unknown) {
            return Prediction.none(unknown.reason(), perLayer, total, depth(profile));
        }
        Stack stack = (Stack) path;
        SignalPropagation propagation = stack.propagation();
        DepthTrend predicted = trend(propagation);
        return new Prediction(
                predicted.perLayer(),
                perLayer,
                predicted.decades(),
                total,
                trainableDepth(propagation),
                stack.layers().size(),
                "");
    }

    /** Drawn through the predicted levels as through measured ones, so that the two can be compared. */
    private static DepthTrend trend(SignalPropagation propagation) {
        double[] levels = propagation.logDelta();
        List<String> names = new ArrayList<>();
        List<Double> logs = new ArrayList<>();
        for (int l = 0; l < levels.length; l++) {
            names.add(propagation.layers().get(l).layer().name());
            logs.add(levels[l]);
        }
        return new DepthTrend(names, logs, -TheilSen.slope(levels));
    }

    /**
     * How deep a network of layers like the typical one trains from this input: the one with the median weight variance
     * among the hidden layers, leaving out the first, whose input is the data, where there are others.
     */
    private static double trainableDepth(SignalPropagation propagation) {
        List<LayerSignal> hidden =
                propagation.layers().subList(0, propagation.layers().size() - 1);
        List<PropagationLayer> inner = hidden.stream()
                .skip(hidden.size() > 1 ? 1 : 0)
                .map(LayerSignal::layer)
                .sorted(Comparator.comparingDouble(PropagationLayer::forwardVariance))
                .toList();
        return inner.get(inner.size() / 2)
                .repeated()
                .trainableDepth(hidden.get(0).q());
    }

    private static int depth(NetworkProfile profile) {
        return profile.layers().isEmpty()
                ? 0
                : Math.toIntExact(profile.longestPath().stream()
                        .mapToLong(LayerProfile::fanIn)
                        .filter(fanIn -> fanIn > 0)
                        .count());
    }
}
