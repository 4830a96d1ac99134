package org.gradientdoctor.samples.faults.trial;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/** Other weights are drawn by the same rule: what is gained so was bad luck. */
public record Reseeded() implements Arm {
    /** Far from the seeds that trials take. */
    private static final long OTHER = 104_729;

    @Override
    public String name() {
        return "reseeded";
    }

    @Override
    public Model treat(BenchCase trained, Model untreated, Split data, long seed) {
        return trained.network(data, seed + OTHER);
    }
}
