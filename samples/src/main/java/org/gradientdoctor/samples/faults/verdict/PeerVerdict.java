package org.gradientdoctor.samples.faults.verdict;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.samples.peers.PeerAlarm;

/** A peer's alarms as a verdict: it has one degree, so any alarm fails the run. Any alarm is taken as a right one. */
final class PeerVerdict {
    private PeerVerdict() {}

    static Verdict of(List<PeerAlarm> alarms, int planned) {
        OptionalInt first =
                alarms.stream().mapToInt(alarm -> alarm.iteration() + 1).min();
        Map<Moment, Outcome> outcomes = new EnumMap<>(Moment.class);
        for (Moment moment : Moment.values()) {
            boolean spoken = first.isPresent() && first.getAsInt() <= moment.iterations(planned);
            outcomes.put(moment, spoken ? Outcome.FAILING : Outcome.HEALTHY);
        }
        return new Verdict(
                outcomes,
                first.isPresent() ? Outcome.FAILING : Outcome.HEALTHY,
                first,
                first,
                List.of(),
                alarms.stream()
                        .sorted(Comparator.comparing(PeerAlarm::iteration))
                        .map(alarm -> alarm.kind().name())
                        .distinct()
                        .toList(),
                alarms.stream()
                        .map(PeerAlarm::layer)
                        .filter(layer -> layer != null)
                        .distinct()
                        .toList());
    }
}
