package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;

/** What the diagnosis of one case said. */
record Answer(CauseCase asked, Diagnosis diagnosis) {
    // In these networks it is chance whether the signal is lost. Where it is not there is nothing to be explained.
    private static final Set<Cause> BY_CHANCE = Set.of(Cause.EXCESSIVE_DEPTH);

    static Answer to(CauseCase asked) {
        return new Answer(asked, asked.diagnose().get());
    }

    boolean sick() {
        return !diagnosis.sick().isEmpty();
    }

    /** Whether the case counts. */
    boolean decides() {
        return sick() || !asked.right().equals(BY_CHANCE);
    }

    boolean firstRight() {
        return amongFirst(1);
    }

    boolean amongFirst(int count) {
        if (asked.right().isEmpty()) {
            return !sick();
        }
        return sick()
                && diagnosis.causes().stream()
                        .limit(count)
                        .anyMatch(attribution -> asked.right().contains(attribution.cause()));
    }

    /** The case, the first two causes with their shares, and the codes of what was found. */
    String said() {
        List<String> causes = diagnosis.causes().stream()
                .limit(2)
                .map(a -> String.format(Locale.ROOT, "%s %.2f", a.cause(), a.share()))
                .toList();
        String found = sick()
                ? diagnosis.sick().stream().map(Finding::code).distinct().collect(Collectors.joining(" ", " [", "]"))
                : " not sick";
        return asked.group() + ": " + asked.name() + ": " + String.join(", ", causes) + found;
    }
}
