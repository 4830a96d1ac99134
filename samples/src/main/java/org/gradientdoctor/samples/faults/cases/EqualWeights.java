package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** All weights one number. */
@AutoService(Alteration.class)
public final class EqualWeights implements Alteration {
    @Override
    public String name() {
        return "equal weights";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.equalWeights = true;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.SYMMETRIC_WEIGHTS);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.POOR_INITIALIZATION, Symptom.STALLED_LOSS, Symptom.COLLAPSED_SIGNAL);
    }
}
