package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one probe read: a forward and a backward pass over a batch of its own, on a copy of the network.
 *
 * @param reading the batch's loss and all layers: parameters without updates, activations, error signal
 * @param inputs the network's inputs by column
 * @param outputs the output layers with what they are compared with
 * @param time the error signal over time steps, one profile for each direction of each recurrent layer
 * @param equalUnits layers whose units all have the same parameters and get the same gradient, from input to
 *     output
 * @param dose the step of the network's own updater against the critical one; null where not measured
 * @param memorization whether the network can learn a few examples by heart; null where not asked for
 * @param unread what could not be read, and why, one sentence each
 */
public record ProbeReading(
        IterationReading reading,
        List<InputReading> inputs,
        List<OutputReading> outputs,
        List<TimeProfile> time,
        List<String> equalUnits,
        @Nullable StepDose dose,
        @Nullable Memorization memorization,
        List<String> unread)
        implements Serializable {

    public ProbeReading {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        time = List.copyOf(time);
        equalUnits = List.copyOf(equalUnits);
        unread = List.copyOf(unread);
    }

    /** How many iterations the network had been trained when it was probed. */
    public long iteration() {
        return reading.iteration();
    }

    /** The same reading under another number. */
    public ProbeReading at(long iteration) {
        return iteration == iteration()
                ? this
                : new ProbeReading(
                        reading.at(iteration), inputs, outputs, time, equalUnits, dose, memorization, unread);
    }

    public Optional<StepDose> stepDose() {
        return Optional.ofNullable(dose);
    }

    public ProbeReading withDose(StepDose measured) {
        return new ProbeReading(reading, inputs, outputs, time, equalUnits, measured, memorization, unread);
    }

    public ProbeReading withMemorization(Memorization measured) {
        return new ProbeReading(reading, inputs, outputs, time, equalUnits, dose, measured, unread);
    }
}
