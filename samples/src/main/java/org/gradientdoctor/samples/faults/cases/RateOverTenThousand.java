package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** A learning rate ten thousand times too low. */
@AutoService(Alteration.class)
public final class RateOverTenThousand extends RateTimes {
    public RateOverTenThousand() {
        super("learning rate / 10000", 1e-4);
    }
}
