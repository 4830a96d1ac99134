package org.gradientdoctor.listeners;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * Writes findings to a log as they arise: each once in full, and once more where it has become graver. One that goes and
 * comes back is counted, which is said at the second, fourth, eighth time and so on, so that a log stays short however
 * long a training is.
 */
final class FindingLog {
    private final Consumer<String> log;
    private final Map<String, Outcome> gravest = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();

    FindingLog(Consumer<String> log) {
        this.log = log;
    }

    /**
     * @param finding that has changed
     * @param before what it was at the last examination
     */
    void accept(Finding finding, Outcome before) {
        Outcome now = finding.outcome();
        if (!now.isSick()) {
            return;
        }
        String code = finding.code();
        boolean isBack = !before.isSick();
        int count = isBack ? times.merge(code, 1, Integer::sum) : times.getOrDefault(code, 1);
        if (now.compareTo(gravest.getOrDefault(code, Outcome.NOT_EVALUATED)) > 0) {
            gravest.put(code, now);
            log.accept(finding.toString());
        } else if (isBack && Integer.bitCount(count) == 1) {
            log.accept(code + " " + finding.symptom().title() + ": " + now + " again, " + count + " times by now");
        }
    }
}
