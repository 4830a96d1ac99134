package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Gradients clipped where they are larger than usual. */
@AutoService(Alteration.class)
public final class ClippingByHabit implements Alteration {
    @Override
    public String name() {
        return "clipping by habit";
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
        plan.clipping = 1 + 4 * draw.nextDouble();
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_CLIPPING);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.CLIPPING_DOMINATES, Symptom.UPDATE_TOO_SMALL, Symptom.STALLED_LOSS);
    }
}
