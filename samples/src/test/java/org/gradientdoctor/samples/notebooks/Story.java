package org.gradientdoctor.samples.notebooks;

import java.util.List;
import java.util.Map;

/**
 * What a notebook says, as expressions that are true in its session at the end.
 *
 * @param epochs how long it trains in the test, enough for what it says to be so
 * @param pictures it shows at least
 * @param claims expressions of Java
 */
record Story(int epochs, int pictures, List<String> claims) {
    /** By the notebooks' names. */
    static final Map<String, Story> ALL = Map.of(
            "1-vanishing",
            new Story(
                    12,
                    6,
                    List.of(
                            "diagnosis.sick().get(0).code().equals(\"GH001\")",
                            "diagnosis.causes().get(0).cause() == Cause.SATURATING_ACTIVATION",
                            "before.sick().stream().anyMatch(finding -> finding.code().equals(\"GH001\"))",
                            "diagnosis.prediction().isTooDeep()",
                            "advice.get(0).title().contains(\"swap activation\")",
                            "after.prediction().measuredTotal() > diagnosis.prediction().measuredTotal() + 3",
                            "accuracy(treated) > accuracy(deep)")));
}
