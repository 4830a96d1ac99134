package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** A network that has learned what there is to learn before it is watched. */
@AutoService(Alteration.class)
public final class Converged implements Alteration {
    @Override
    public String name() {
        return "converged";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return !plan.costly;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.trainedBefore = 2 * plan.iterations;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.LEARNING_RATE_TOO_HIGH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.OSCILLATING_LOSS, Symptom.DIVERGING_LOSS, Symptom.UPDATE_TOO_LARGE);
    }
}
