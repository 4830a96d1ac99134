package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** The skips of a residual network left out. */
@AutoService(Alteration.class)
public final class NoSkips implements Alteration {
    @Override
    public String name() {
        return "no skips";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.residual;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.skips = false;
        plan.normalized = false;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_DEPTH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.VANISHING_GRADIENT,
                Symptom.EXPLODING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.STALLED_LOSS,
                Symptom.UPDATE_TOO_SMALL,
                Symptom.UNTRAINED_LAYER,
                Symptom.DEAD_UNITS);
    }
}
