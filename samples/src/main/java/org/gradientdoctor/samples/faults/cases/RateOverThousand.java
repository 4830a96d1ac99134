package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** A learning rate a thousand times too low. */
@AutoService(Alteration.class)
public final class RateOverThousand extends RateTimes {
    public RateOverThousand() {
        super("learning rate / 1000", 1e-3);
    }
}
