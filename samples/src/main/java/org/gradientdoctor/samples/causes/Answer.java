package org.gradientdoctor.samples.causes;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;

/**
 * What the diagnosis of one case said.
 *
 * @param harmless whether a fault was built in that training overcomes, so that there is nothing to be explained
 */
record Answer(CauseCase asked, Diagnosis diagnosis, boolean harmless) {

    static Answer to(CauseCase asked) {
        Diagnosis diagnosis = asked.diagnose().get();
        return new Answer(asked, diagnosis, asked.twins().map(Twins::harmless).orElse(false));
    }

    boolean sick() {
        return !diagnosis.sick().isEmpty();
    }

    /** Whether it counts among the sick networks, the harmless ones or the look-alikes. */
    Kind kind() {
        if (asked.isLookAlike()) {
            return Kind.LOOK_ALIKE;
        }
        return harmless ? Kind.HARMLESS : Kind.SICK;
    }

    enum Kind {
        SICK,
        HARMLESS,
        LOOK_ALIKE
    }

    /** Of what is sick, whether the first cause is right; of the rest, whether it is called healthy. */
    boolean isRight() {
        return kind() == Kind.SICK ? names(1) : !sick();
    }

    /** Whether a right cause is among the first. */
    boolean names(int count) {
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
                : "not sick";
        return asked.group() + ": " + asked.name() + ": " + String.join(", ", causes) + found;
    }
}
