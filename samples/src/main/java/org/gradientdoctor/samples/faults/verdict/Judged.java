package org.gradientdoctor.samples.faults.verdict;

import java.util.Map;
import java.util.Set;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/**
 * One case as every contestant judged it, all on the same training.
 *
 * @param judged the case
 * @param layers how many layers the network has
 * @param layersAtFault where the fault sits in the training that was judged; empty where it is in no single layer
 * @param verdicts by contestant, in the order of tables; ours first
 */
public record Judged(BenchCase judged, int layers, Set<String> layersAtFault, Map<String, Verdict> verdicts) {
    /** What we are called in tables. */
    public static final String OURS = "Gradient Doctor";
}
