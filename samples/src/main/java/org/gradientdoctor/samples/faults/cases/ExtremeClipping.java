package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Gradients cut to next to nothing. */
@AutoService(Alteration.class)
public final class ExtremeClipping implements Alteration {
    @Override
    public String name() {
        return "extreme clipping";
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.clipping = 1e-4 * Math.pow(.01, draw.nextDouble());
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_CLIPPING);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.CLIPPING_DOMINATES, Symptom.UPDATE_TOO_SMALL, Symptom.STALLED_LOSS, Symptom.UNTRAINED_LAYER);
    }
}
