package org.gradientdoctor.samples.faults.publish;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where figures come from.
 *
 * @param date of the run
 * @param part which cases
 * @param environment versions and machine, for people
 * @param command that repeats it
 */
public record Provenance(String date, String part, String environment, String command) {

    /** @param versions names to versions */
    public static Provenance of(Clock clock, String part, Map<String, String> versions, String command) {
        String listed = versions.entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", "));
        return new Provenance(LocalDate.now(clock).toString(), part, listed, command);
    }
}
