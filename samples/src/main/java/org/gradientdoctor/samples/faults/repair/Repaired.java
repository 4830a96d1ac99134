package org.gradientdoctor.samples.faults.repair;

import org.gradientdoctor.samples.faults.trial.Score;

/**
 * What an arm has come to in one case.
 *
 * @param score on the data nobody has seen
 * @param iterations all that were trained for it
 * @param looks how often it measured on the validation data
 * @param chosen what was done, in a line
 * @param tried what was tried and what came of it, in a line
 */
record Repaired(Score score, int iterations, int looks, String chosen, String tried) {}
