package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;

/** The weights of one layer a hundred times too large. */
@AutoService(Alteration.class)
public final class OneLayerTooLarge extends WeightsOfOneLayer {
    public OneLayerTooLarge() {
        super("one layer's weights too large", 100, new WeightsTooLarge());
    }
}
