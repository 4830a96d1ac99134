package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.util.List;

/**
 * By what a repair was made, so that it can be made again.
 *
 * @param toolkit version of Gradient Doctor
 * @param deeplearning4j version
 * @param java version of the virtual machine
 * @param backend of ND4J
 * @param configuration SHA-256 of the untreated network's configuration, in hexadecimal
 * @param training number and shapes of what was trained on
 * @param validation number and shapes of what was measured on
 * @param seeds of the trials
 * @param metric by which they were compared
 * @param iterations of one plain training, in minibatches
 * @param repeatable whether the same plan gives the same report: not with a limit of time
 */
public record Provenance(
        String toolkit,
        String deeplearning4j,
        String java,
        String backend,
        String configuration,
        String training,
        String validation,
        List<Long> seeds,
        String metric,
        int iterations,
        boolean repeatable)
        implements Serializable {

    public Provenance {
        seeds = List.copyOf(seeds);
    }
}
