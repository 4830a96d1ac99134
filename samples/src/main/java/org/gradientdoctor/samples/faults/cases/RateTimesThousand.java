package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** A learning rate a thousand times too high. */
@AutoService(Alteration.class)
public final class RateTimesThousand implements Alteration {
    @Override
    public String name() {
        return "learning rate × 1000";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.rate *= 1000;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_HIGH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.UPDATE_TOO_LARGE,
                Symptom.DIVERGING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.OSCILLATING_LOSS,
                Symptom.STALLED_LOSS,
                Symptom.DEAD_UNITS,
                Symptom.SATURATED_ACTIVATION,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.EXPLODING_GRADIENT);
    }
}
