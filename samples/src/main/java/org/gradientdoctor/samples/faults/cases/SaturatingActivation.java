package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Sigmoids in all layers of a deep network. */
@AutoService(Alteration.class)
public final class SaturatingActivation implements Alteration {
    @Override
    public String name() {
        return "deep sigmoid";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind != Kind.SEQUENCES && plan.depth >= 4 && !plan.normalized;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.activate(Activation.SIGMOID);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.SATURATING_ACTIVATION, Cause.EXCESSIVE_DEPTH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.VANISHING_GRADIENT,
                Symptom.SATURATED_ACTIVATION,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.STALLED_LOSS,
                Symptom.UPDATE_TOO_SMALL,
                Symptom.UNTRAINED_LAYER);
    }
}
