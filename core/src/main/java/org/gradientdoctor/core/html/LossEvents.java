package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Numbers;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** What a trace tells of events: the first non-finite value, what a guard did, jumps of the rate, bursts of clipping. */
final class LossEvents {
    /** A rate that changes less from one iteration to the next follows a schedule and is no event of its own. */
    private static final double JUMP = 1.5;
    /** Of each kind: more would hide the loss. */
    private static final int MOST = 8;
    /** From this share of layers on an iteration counts as clipped. */
    private static final double CLIPPED = .5;

    private LossEvents() {}

    static List<Event> of(TraceSnapshot trace) {
        List<Event> events = new ArrayList<>();
        trace.flightRecord()
                .ifPresent(flight -> events.add(new Event(
                        flight.origin().iteration(),
                        "first non-finite value",
                        "in " + flight.origin().tensor()
                                + (flight.origin().layer().isEmpty()
                                        ? ""
                                        : " of layer " + flight.origin().layer()))));
        events.addAll(interventions(trace.interventions()));
        events.addAll(jumps(trace.recent()));
        events.addAll(bursts(trace.recent()));
        return events;
    }

    /** The first ones: what follows them is seldom news. */
    private static List<Event> interventions(List<Intervention> interventions) {
        return interventions.stream()
                .limit(MOST)
                .map(each -> new Event(
                        each.iteration(),
                        "guard",
                        each.kind().title() + " because of " + each.reason().title()))
                .toList();
    }

    private static List<Event> jumps(List<VitalSigns> recent) {
        List<Event> jumps = new ArrayList<>();
        for (int i = 1; i < recent.size() && jumps.size() < MOST; i++) {
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
    private static List<Event> bursts(List<VitalSigns> recent) {
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
        return bursts.stream()
                .sorted(Comparator.comparingInt(Burst::length).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingLong(Burst::first))
                .map(burst -> new Event(
                        burst.first(),
                        "clipping burst",
                        burst.length() + (burst.length() == 1 ? " iteration" : " iterations") + " clipped"))
                .toList();
    }
}
