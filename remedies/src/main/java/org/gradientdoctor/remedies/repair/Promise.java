package org.gradientdoctor.remedies.repair;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Recommendation;

/**
 * A treatment whose trials are better than the untreated ones on average, but not all of them, or in which something
 * still fails, or one that ended what failed before training and is no better for that: half of a cure, perhaps, with which
 * a round may begin in which the other half is looked for.
 *
 * @param treatment what was tried
 * @param lead of its trials' mean over that of the untreated ones at the same look
 * @param diagnosis what is still wrong
 */
record Promise(List<Recommendation> treatment, double lead, Diagnosis diagnosis) {}
