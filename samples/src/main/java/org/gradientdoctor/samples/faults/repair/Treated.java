package org.gradientdoctor.samples.faults.repair;

import java.util.List;
import org.deeplearning4j.nn.api.Model;

/**
 * What an arm gives back.
 *
 * @param network trained
 * @param standardized whether it is to be given features standardized by the training data's mean and deviation
 * @param iterations all that were trained for it
 * @param looks how often a network was measured on the validation data
 * @param chosen what was done, in a line
 * @param tried what was tried and what came of it
 */
record Treated(Model network, boolean standardized, int iterations, int looks, String chosen, List<String> tried) {
    Treated {
        tried = List.copyOf(tried);
    }
}
