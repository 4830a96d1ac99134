package org.gradientdoctor.samples.peers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what each rule says first of each layer. */
final class FirstAlarms {

    private record Subject(String rule, @Nullable String layer) {}

    private final Map<Subject, PeerAlarm> alarms = new LinkedHashMap<>();

    /**
     * @param rule its name, with which the text begins
     * @param layer null where the alarm is about none
     * @param figures the rest of the text, as {@link String#format} takes it
     */
    void raise(
            String rule, int iteration, AlarmKind kind, @Nullable String layer, String figures, Object... arguments) {
        Subject subject = new Subject(rule, layer);
        if (!alarms.containsKey(subject)) {
            String text = rule + ": " + String.format(Locale.ROOT, figures, arguments);
            alarms.put(subject, new PeerAlarm(iteration, kind, layer, text));
        }
    }

    boolean isEmpty() {
        return alarms.isEmpty();
    }

    List<PeerAlarm> inOrder() {
        return alarms.values().stream()
                .sorted(Comparator.comparingInt(PeerAlarm::iteration))
                .toList();
    }
}
