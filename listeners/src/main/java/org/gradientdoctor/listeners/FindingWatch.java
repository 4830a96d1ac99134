package org.gradientdoctor.listeners;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when a finding changes from one examination to the next: tells the user's callback, and the log. */
final class FindingWatch {
    private static final Logger log = LoggerFactory.getLogger(GradientHealthListener.class);

    private final @Nullable Consumer<Finding> callback;
    private final boolean isLogging;
    private final FindingLog findings = new FindingLog(log::warn);
    private final Map<String, Outcome> before = new HashMap<>();

    /** @param callback null where there is none */
    FindingWatch(@Nullable Consumer<Finding> callback, boolean isLogging) {
        this.callback = callback;
        this.isLogging = isLogging;
    }

    /** Whether anything comes of what it notices. */
    boolean isHeard() {
        return isLogging || callback != null;
    }

    void accept(List<Finding> examined) {
        for (Finding finding : examined) {
            Outcome now = finding.outcome();
            Outcome then = before.getOrDefault(finding.code(), Outcome.NOT_EVALUATED);
            before.put(finding.code(), now);
            if (now == then || !(now.isSick() || then.isSick())) {
                continue;
            }
            if (isLogging) {
                findings.accept(finding, then);
            }
            tell(finding);
        }
    }

    private void tell(Finding finding) {
        if (callback == null) {
            return;
        }
        try {
            callback.accept(finding);
        } catch (RuntimeException | Error e) {
            log.error("The callback given to onFinding failed for {}; training goes on", finding.code(), e);
        }
    }
}
