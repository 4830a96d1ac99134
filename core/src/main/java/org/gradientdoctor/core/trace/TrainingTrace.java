package org.gradientdoctor.core.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.UnitActivity;
import org.gradientdoctor.core.reading.VitalSigns;
import org.jspecify.annotations.Nullable;

/**
 * The bounded history of readings of one training run. Memory does not grow with the number of iterations: the recent
 * past is kept in full, of the older past the extremes. One thread records while others take {@link #snapshot
 * snapshots}; each snapshot is consistent. Where a network's own iteration count is set back, the trace counts on, and
 * notes it.
 */
public final class TrainingTrace {
    /** Iterations kept one by one. */
    static final int RECENT = 512;
    /** Intervals of older iterations: of 10⁶ there are hundreds of about equal length. */
    static final int INTERVALS = 512;

    private static final int FIRST_FULL = 5;
    private static final int RECENT_FULL = 24;
    private static final int FULL_BETWEEN = 19;
    private static final int FIRST_PROBES = 3;
    private static final int RECENT_PROBES = 8;
    private static final int PROBES_BETWEEN = 9;
    /** Reasons for unread values are kept once each and are few; a bound all the same. */
    private static final int REASONS = 100;
    /** A guard's interventions kept; of more, the latest. */
    static final int INTERVENTIONS = 200;

    private final Object lock = new Object();
    private final NetworkProfile profile;
    private final Map<String, String> environment;
    private final long plannedIterations;

    private final ContinuousCount count = new ContinuousCount();
    private final Deque<VitalSigns> recent = new ArrayDeque<>();
    private final Deque<IterationReading> flight = new ArrayDeque<>();
    private final ThinnedPast older = new ThinnedPast(INTERVALS);
    private final ThinnedReadings<IterationReading> full =
            new ThinnedReadings<>(FIRST_FULL, RECENT_FULL, FULL_BETWEEN, IterationReading::iteration);
    private final ThinnedReadings<ProbeReading> probes =
            new ThinnedReadings<>(FIRST_PROBES, RECENT_PROBES, PROBES_BETWEEN, ProbeReading::iteration);
    private final Map<String, UnitActivity> activity = new HashMap<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private final Deque<Intervention> interventions = new ArrayDeque<>();
    private List<InputReading> inputs = List.of();
    private List<OutputReading> outputs = List.of();
    private ConstantAnswer constantAnswer = ConstantAnswer.unknown();
    private WatchCost cost = WatchCost.none();
    private @Nullable FlightRecord record;
    private long iterations;

    /**
     * @param profile the network that is trained
     * @param environment versions for reports
     * @param plannedIterations how many iterations will be trained; 0 where unknown
     */
    public TrainingTrace(NetworkProfile profile, Map<String, String> environment, long plannedIterations) {
        this.profile = profile;
        this.environment = environment;
        this.plannedIterations = plannedIterations;
    }

    /** Adds what was read at one iteration. */
    public void record(IterationReading told) {
        synchronized (lock) {
            iterations++;
            count.next(told.iteration())
                    .ifPresent(last -> addReason("Deeplearning4j's iteration count was set back after iteration " + last
                            + ": iterations are counted on here, so their numbers are no longer Deeplearning4j's"));
            IterationReading reading = told.at(count.taken(told.iteration()));
            recent.addLast(reading.vitals());
            if (recent.size() > RECENT) {
                older.add(recent.removeFirst());
            }
            if (record == null) {
                flight.addLast(reading);
                if (flight.size() > FlightRecord.LENGTH) {
                    flight.removeFirst();
                }
            }
            if (reading.isFull()) {
                full.add(reading);
                reading.layers().forEach(this::recordActivity);
            }
        }
    }

    private void recordActivity(LayerReading layer) {
        SignalReading signal = layer.signal();
        if (signal != null) {
            int units = signal.units().units();
            UnitActivity before = activity.get(layer.layer());
            // Where their number changes from batch to batch they are no units of one layer: nothing is known of them.
            UnitActivity known = before == null || before.units() != units ? UnitActivity.unseen(units) : before;
            activity.put(layer.layer(), known.after(signal.units()));
        }
        layer.unread().forEach(this::addReason);
    }

    /** Adds what a probe read on a batch of its own. */
    public void record(ProbeReading probe) {
        synchronized (lock) {
            probes.add(probe.at(count.place(probe.iteration())));
            probe.unread().forEach(this::addReason);
        }
    }

    /** Adds what a guard did to this training. */
    public void record(Intervention intervention) {
        synchronized (lock) {
            interventions.addLast(intervention.at(count.place(intervention.iteration())));
            if (interventions.size() > INTERVENTIONS) {
                interventions.removeFirst();
            }
        }
    }

    /** Sets what goes into the network and what it is compared with, as first seen. */
    public void ends(List<InputReading> first, List<OutputReading> last) {
        synchronized (lock) {
            inputs = List.copyOf(first);
            outputs = List.copyOf(last);
        }
    }

    /** Freezes the flight recorder. The reading of that iteration is recorded before; only the first call counts. */
    public void freeze(NonFiniteOrigin origin) {
        synchronized (lock) {
            if (record == null) {
                record = new FlightRecord(origin.at(count.taken(origin.iteration())), new ArrayList<>(flight));
                flight.clear();
            }
        }
    }

    /** Whether the flight recorder has been frozen. */
    public boolean isFrozen() {
        synchronized (lock) {
            return record != null;
        }
    }

    /** Replaces the constant answer by one that rests on more labels. */
    public void constantAnswer(ConstantAnswer answer) {
        synchronized (lock) {
            constantAnswer = answer;
        }
    }

    /** Replaces what watching has cost so far. */
    public void cost(WatchCost soFar) {
        synchronized (lock) {
            cost = soFar;
        }
    }

    /** Notes something that could not be read, with the reason; the same sentence is kept once. */
    public void unread(String reason) {
        synchronized (lock) {
            addReason(reason);
        }
    }

    private void addReason(String reason) {
        if (unread.size() < REASONS) {
            unread.add(reason);
        }
    }

    /** The run as it stands now. */
    public TraceSnapshot snapshot() {
        synchronized (lock) {
            return new TraceSnapshot(
                    profile,
                    environment,
                    iterations,
                    older.intervals(),
                    List.copyOf(recent),
                    full.readings(),
                    probes.readings(),
                    inputs,
                    outputs,
                    activity,
                    constantAnswer,
                    record,
                    plannedIterations,
                    cost,
                    List.copyOf(unread),
                    List.copyOf(interventions));
        }
    }
}
