package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** A learning rate ten times too high. */
@AutoService(Alteration.class)
public final class RateTimesTen extends RateTimes {
    public RateTimesTen() {
        super("learning rate × 10", 10);
    }
}
