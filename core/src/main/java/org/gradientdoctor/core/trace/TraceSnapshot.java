package org.gradientdoctor.core.trace;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.UnitActivity;
import org.gradientdoctor.core.reading.VitalSigns;
import org.jspecify.annotations.Nullable;

/**
 * One consistent view of a training run as it stood at one moment: what detectors examine.
 *
 * @param profile the network
 * @param environment versions of library, backend and Java, for reports, in order
 * @param iterations how many iterations were read in all
 * @param older intervals of older iterations, oldest first, extremes kept
 * @param recent vital signs of the most recent iterations, oldest first, each of them
 * @param full full readings, oldest first: the first ones, the most recent ones, and between them ever fewer
 * @param probes what probes read on batches of their own: before training one for each batch, in training as scheduled;
 *     oldest first
 * @param inputs the network's inputs by column, at the first full reading of a training
 * @param outputs its output layers with their labels, likewise
 * @param activity for each layer how long its units have been inactive
 * @param constantAnswer the best loss without looking at the input
 * @param flight the iterations before the first non-finite value; null while all were finite
 * @param plannedIterations how many iterations the user means to train; 0 where not told
 * @param cost what watching cost
 * @param unread what could not be read, and why, each once
 * @param interventions what a guard did to the training, oldest first; of many the latest
 */
public record TraceSnapshot(
        NetworkProfile profile,
        Map<String, String> environment,
        long iterations,
        List<Interval> older,
        List<VitalSigns> recent,
        List<IterationReading> full,
        List<ProbeReading> probes,
        List<InputReading> inputs,
        List<OutputReading> outputs,
        Map<String, UnitActivity> activity,
        ConstantAnswer constantAnswer,
        @Nullable FlightRecord flight,
        long plannedIterations,
        WatchCost cost,
        List<String> unread,
        List<Intervention> interventions)
        implements Serializable {

    public TraceSnapshot {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        older = List.copyOf(older);
        recent = List.copyOf(recent);
        full = List.copyOf(full);
        probes = List.copyOf(probes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        activity = Collections.unmodifiableMap(new TreeMap<>(activity));
        unread = List.copyOf(unread);
        interventions = List.copyOf(interventions);
    }

    public Optional<VitalSigns> latest() {
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
    }

    public Optional<IterationReading> latestFull() {
        return full.isEmpty() ? Optional.empty() : Optional.of(full.get(full.size() - 1));
    }

    /**
     * The readings that carry the error signal, oldest first: the full ones or, where it could not be read in passing,
     * those of probes.
     */
    public List<IterationReading> signals() {
        boolean inPassing =
                full.stream().anyMatch(reading -> reading.layers().stream().anyMatch(layer -> layer.signal() != null));
        return inPassing || probes.isEmpty()
                ? full
                : probes.stream().map(ProbeReading::reading).toList();
    }

    public Optional<FlightRecord> flightRecord() {
        return Optional.ofNullable(flight);
    }

    /** Whether it is no training run at all, but what probes read without one. */
    public boolean isPreflight() {
        return iterations == 0 && !probes.isEmpty();
    }

    /** Iterations still to come, where the user told how many there will be. */
    public OptionalLong remaining() {
        return plannedIterations <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, plannedIterations - iterations));
    }

    /** The last (at most) n full readings, oldest first. */
    public List<IterationReading> lastFull(int n) {
        return full.subList(Math.max(0, full.size() - n), full.size());
    }
}
