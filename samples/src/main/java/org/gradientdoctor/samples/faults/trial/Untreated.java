package org.gradientdoctor.samples.faults.trial;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;

/** Nothing is done. */
public record Untreated() implements Arm {
    @Override
    public String name() {
        return "untreated";
    }

    @Override
    public Model treat(BenchCase trained, Model untreated, Split data, long seed) {
        return untreated;
    }
}
