package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** A learning rate a thousand times too high. */
@AutoService(Alteration.class)
public final class RateTimesThousand extends RateTimes {
    public RateTimesThousand() {
        super("learning rate × 1000", 1000);
    }
}
