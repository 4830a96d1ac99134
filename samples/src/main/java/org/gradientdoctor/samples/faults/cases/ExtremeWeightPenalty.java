package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** An L2 penalty that leaves no weight standing. */
@AutoService(Alteration.class)
public final class ExtremeWeightPenalty implements Alteration {
    @Override
    public String name() {
        return "extreme l2";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.l2 = .5 + draw.nextDouble();
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_REGULARIZATION);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS, Symptom.COLLAPSED_SIGNAL, Symptom.VANISHING_GRADIENT, Symptom.DEAD_UNITS);
    }
}
