package org.gradientdoctor.samples.faults.verdict;

import java.util.Map;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/**
 * One case as every contestant judged it, all on the same training.
 *
 * @param judged the case
 * @param verdicts by contestant, in the order of tables; ours first
 */
public record Judged(BenchCase judged, Map<String, Verdict> verdicts) {
    /** What we are called in tables. */
    public static final String OURS = "Gradient Doctor";
}
