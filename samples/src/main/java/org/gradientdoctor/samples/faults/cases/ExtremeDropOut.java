package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Dropout that lets one activation in twenty through. */
@AutoService(Alteration.class)
public final class ExtremeDropOut implements Alteration {
    private static final double SHARE = .95;

    @Override
    public String name() {
        return "extreme dropout";
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind != Kind.SEQUENCES && plan.depth >= 3;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.dropOut = SHARE;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_REGULARIZATION);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.STALLED_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.DEAD_UNITS,
                Symptom.VANISHING_GRADIENT,
                Symptom.EXPLODING_GRADIENT);
    }
}
