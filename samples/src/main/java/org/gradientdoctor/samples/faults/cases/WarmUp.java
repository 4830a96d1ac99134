package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** A rate that rises over the first tenth. */
@AutoService(Alteration.class)
public final class WarmUp implements Alteration {
    @Override
    public String name() {
        return "warm-up";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.schedule = RateSchedule.WARM_UP;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_LOW);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.UPDATE_TOO_SMALL, Symptom.STALLED_LOSS);
    }
}
