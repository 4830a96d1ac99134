package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** A learning rate a hundred times too high. */
@AutoService(Alteration.class)
public final class RateTimesHundred extends RateTimes {
    public RateTimesHundred() {
        super("learning rate × 100", 100);
    }
}
