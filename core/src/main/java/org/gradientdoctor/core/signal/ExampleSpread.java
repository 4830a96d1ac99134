package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * How much examples differ, layer by layer: spread across examples over the root mean square of the activations, which
 * a summary over the whole buffer can't see. It is what travels forward as the error signal travels back.
 *
 * @param layers those two decades below the widest, and in any case the last hidden one, from input to output
 * @param widest the largest relative spread of input and hidden layers, a ratio
 * @param last that of the last hidden layer
 * @param predictions spread of the predictions over that of the labels; NaN where not read
 */
public record ExampleSpread(List<String> layers, double widest, double last, double predictions) {
    /** Relative spread of the last hidden layer below which examples count as alike. */
    public static final double ALIKE = 1e-2;
    /** Decades by which it falls on the way there; ten sigmoid layers lose 6 (measured). */
    public static final double DECADES = 2;
    /** A spread of zero counts as this: the resolution of a float. */
    private static final double FLOOR = 0x1p-24;

    public ExampleSpread {
        layers = List.copyOf(layers);
    }

    /** Decades from the widest to the last hidden layer: negative where examples become alike. */
    public double decades() {
        return Math.log10(Math.max(last, FLOOR) / widest);
    }

    /** Whether examples become indistinguishable with depth. */
    public boolean collapses() {
        return last < ALIKE && decades() <= -DECADES;
    }

    /** The spreads in this reading; empty where examples or labels do not differ, or only one place was read. */
    public static Optional<ExampleSpread> of(NetworkProfile profile, IterationReading reading) {
        List<String> layers = new ArrayList<>();
        List<Double> spreads = new ArrayList<>();
        double input = reading.input() == null ? Double.NaN : relative(reading.input());
        for (LayerProfile layer : profile.longestPath()) {
            UnitSummary units = reading.layer(layer.name())
                    .map(LayerReading::activationUnits)
                    .orElse(null);
            double relative = units == null ? Double.NaN : relative(units);
            if (layer.role() != LayerRole.OUTPUT && !Double.isNaN(relative)) {
                layers.add(layer.name());
                spreads.add(relative);
            }
        }
        if (spreads.isEmpty() || (spreads.size() < 2 && Double.isNaN(input)) || !labelsDiffer(reading)) {
            return Optional.empty();
        }
        double last = spreads.get(spreads.size() - 1);
        double widest = Math.max(
                Double.isNaN(input) ? 0 : input,
                spreads.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        // With an input that is the same for all, sameness is no loss.
        return widest > FLOOR
                ? Optional.of(new ExampleSpread(below(layers, spreads, widest), widest, last, ofPredictions(reading)))
                : Optional.empty();
    }

    /** The layers that are two decades below the widest, and in any case the last one. */
    private static List<String> below(List<String> layers, List<Double> spreads, double widest) {
        List<String> collapsed = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (i == layers.size() - 1 || spreads.get(i) <= widest * Math.pow(10, -DECADES)) {
                collapsed.add(layers.get(i));
            }
        }
        return collapsed;
    }

    private static boolean labelsDiffer(IterationReading reading) {
        return reading.labels() == null || reading.labels().spreadAcrossExamples() > 0;
    }

    /**
     * Spread of the predictions across examples over that of the labels; NaN where one was not read or there is none.
     */
    public static double ofPredictions(IterationReading reading) {
        UnitSummary predictions = reading.predictions();
        UnitSummary labels = reading.labels();
        return predictions == null || labels == null || !(labels.spreadAcrossExamples() > 0)
                ? Double.NaN
                : predictions.spreadAcrossExamples() / labels.spreadAcrossExamples();
    }

    /**
     * Spread across examples over the root mean square; 0 where all is zero; NaN with one example or values not
     * finite.
     */
    private static double relative(UnitSummary units) {
        double spread = units.spreadAcrossExamples();
        double size = Math.sqrt(units.meanSquare());
        return size == 0 ? 0 * spread : spread / size;
    }
}
