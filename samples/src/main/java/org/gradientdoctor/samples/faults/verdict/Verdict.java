package org.gradientdoctor.samples.faults.verdict;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * What one contestant says of one case.
 *
 * @param outcomes at each moment
 * @param gravest the gravest outcome at any time
 * @param firstWarning iterations made when it first warned or failed the run for a right reason; empty for never
 * @param firstFailing the same for failing
 * @param causes named at the end, most important first; empty for contestants that name none
 * @param codes what was found at the end
 * @param layers named at the end
 */
public record Verdict(
        Map<Moment, Outcome> outcomes,
        Outcome gravest,
        OptionalInt firstWarning,
        OptionalInt firstFailing,
        List<Cause> causes,
        List<String> codes,
        List<String> layers) {

    public Verdict {
        outcomes = Map.copyOf(outcomes);
        causes = List.copyOf(causes);
        codes = List.copyOf(codes);
        layers = List.copyOf(layers);
    }

    public Outcome at(Moment moment) {
        return outcomes.getOrDefault(moment, Outcome.NOT_EVALUATED);
    }
}
