package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** An L2 penalty of the usual size. */
@AutoService(Alteration.class)
public final class MildWeightPenalty implements Alteration {
    private static final double PENALTY = 1e-4;

    @Override
    public String name() {
        return "mild l2";
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
        plan.l2 = PENALTY;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_REGULARIZATION);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.STALLED_LOSS, Symptom.COLLAPSED_SIGNAL);
    }
}
