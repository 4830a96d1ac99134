package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Numbers;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * What a trace tells of events: the first non-finite value, what a guard did, jumps of the rate, bursts of clipping.
 *
 * @param shown those that the chart marks
 * @param hidden what it does not mark, and how many of it; empty where it marks all
 */
record LossEvents(List<Event> shown, List<String> hidden) {
    /** A rate that changes less from one iteration to the next follows a schedule and is no event of its own. */
    private static final double JUMP = 1.5;
    /** Of each kind: more would hide the loss. */
    private static final int MOST = 8;
    /** From this share of layers on an iteration counts as clipped. */
    private static final double CLIPPED = .5;
    /** What changes the course of a training is marked however often it was done. */
    private static final Set<Kind> GRAVE = EnumSet.of(Kind.STOPPED, Kind.ROLLED_BACK, Kind.LOWERED_RATE);

    LossEvents {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
    }

    static LossEvents of(TraceSnapshot trace) {
        List<Event> shown = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        trace.flightRecord()
                .ifPresent(flight -> shown.add(new Event(
                        flight.origin().iteration(),
                        "first non-finite value",
                        "in " + flight.origin().tensor()
                                + (flight.origin().layer().isEmpty()
                                        ? ""
                                        : " of layer " + flight.origin().layer()))));
        interventions(trace.interventions(), shown, hidden);
        List<Event> jumps = jumps(trace.recent());
        shown.addAll(jumps.subList(0, Math.min(MOST, jumps.size())));
        if (jumps.size() > MOST) {
            hidden.add(jumps.size() - MOST + " later rate changes");
        }
        bursts(trace.recent(), shown, hidden);
        return new LossEvents(shown, hidden);
    }

    /** What is not marked, in a sentence. */
    Optional<String> omission() {
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of("Not marked in the chart: " + String.join("; ", hidden) + ".");
    }

    /** The grave ones, and of the others the first: what follows them is seldom news. */
    private static void interventions(List<Intervention> all, List<Event> shown, List<String> hidden) {
        long room =
                MOST - all.stream().filter(each -> GRAVE.contains(each.kind())).count();
        List<Intervention> rest = new ArrayList<>();
        for (Intervention each : all) {
            if (GRAVE.contains(each.kind()) || room-- > 0) {
                shown.add(new Event(
                        each.iteration(),
                        "guard",
                        each.kind().title() + " because of " + each.reason().title()));
            } else {
                rest.add(each);
            }
        }
        if (!rest.isEmpty()) {
            hidden.add(rest.size() + " later interventions of the guard (" + Intervention.tally(rest) + ")");
        }
    }

    private static List<Event> jumps(List<VitalSigns> recent) {
        List<Event> jumps = new ArrayList<>();
        for (int i = 1; i < recent.size(); i++) {
            double before = recent.get(i - 1).learningRate();
            double after = recent.get(i).learningRate();
            if (before > 0 && after > 0 && (after > JUMP * before || before > JUMP * after)) {
                jumps.add(new Event(
                        recent.get(i).iteration(),
                        "rate change",
                        "learning rate " + Numbers.of(before) + " to " + Numbers.of(after)));
            }
        }
        return jumps;
    }

    /** The longest runs of clipped iterations. One that never ends is no burst, and the chart of clipping shows it. */
    private static void bursts(List<VitalSigns> recent, List<Event> shown, List<String> hidden) {
        record Burst(long first, int length) {}
        List<Burst> bursts = new ArrayList<>();
        int length = 0;
        for (VitalSigns vitals : recent) {
            if (vitals.clipping().engaged() >= CLIPPED) {
                length++;
            } else {
                if (length > 0) {
                    bursts.add(new Burst(vitals.iteration() - length, length));
                }
                length = 0;
            }
        }
        bursts.stream()
                .sorted(Comparator.comparingInt(Burst::length).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingLong(Burst::first))
                .map(burst -> new Event(
                        burst.first(),
                        "clipping burst",
                        burst.length() + (burst.length() == 1 ? " iteration" : " iterations") + " clipped"))
                .forEach(shown::add);
        if (bursts.size() > MOST) {
            hidden.add(bursts.size() - MOST + " shorter clipping bursts");
        }
    }
}
