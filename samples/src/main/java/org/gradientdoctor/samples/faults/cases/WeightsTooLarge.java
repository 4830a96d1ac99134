package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Hidden weights five to twenty times too large. */
@AutoService(Alteration.class)
public final class WeightsTooLarge implements Alteration {
    @Override
    public String name() {
        return "weights too large";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.weightFactor = 5 * Math.pow(4, draw.nextDouble());
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.EXPLODING_GRADIENT,
                Symptom.SATURATED_ACTIVATION,
                Symptom.POOR_INITIALIZATION,
                Symptom.STALLED_LOSS,
                Symptom.DIVERGING_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.DEAD_UNITS,
                Symptom.UPDATE_TOO_LARGE);
    }
}
