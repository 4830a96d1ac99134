package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at one iteration: the vital signs always, the layers when a full reading was due.
 *
 * @param vitals read at every iteration
 * @param layers in the profile's order; empty where no full reading was due
 * @param input the network's input by column, the first one where there are several; null where not read
 * @param predictions what the output layer answers, by output unit, after its activation function; null where not read
 * @param labels the labels by column; null where not read
 */
public record IterationReading(
        VitalSigns vitals,
        List<LayerReading> layers,
        @Nullable UnitSummary input,
        @Nullable UnitSummary predictions,
        @Nullable UnitSummary labels)
        implements Serializable {

    public IterationReading {
        layers = List.copyOf(layers);
    }

    /** A reading of the vital signs alone. */
    public static IterationReading of(VitalSigns vitals) {
        return new IterationReading(vitals, List.of(), null, null, null);
    }

    public long iteration() {
        return vitals.iteration();
    }

    /** The same reading under another number. */
    public IterationReading at(long iteration) {
        return iteration == iteration()
                ? this
                : new IterationReading(vitals.at(iteration), layers, input, predictions, labels);
    }

    /** Whether the layers were read, too. */
    public boolean isFull() {
        return !layers.isEmpty();
    }

    public Optional<LayerReading> layer(String name) {
        // Asked for every layer of every recent reading: a stream is what takes the time here.
        for (LayerReading layer : layers) {
            if (layer.layer().equals(name)) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }

    /** First-order decrease of the loss by this step over all parameters read, in units of the loss; NaN if unread. */
    public double predictedGain() {
        double sum = 0;
        boolean any = false;
        for (LayerReading layer : layers) {
            for (ParameterReading group : new ParameterReading[] {layer.weights(), layer.biases()}) {
                if (group != null && group.gradient() != null && group.update() != null) {
                    sum += group.predictedGain();
                    any = true;
                }
            }
        }
        return any ? sum : Double.NaN;
    }
}
