package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Sigmoids behind batch normalization, which keeps them in their steep part. */
@AutoService(Alteration.class)
public final class NormalizedSigmoid implements Alteration {
    @Override
    public String name() {
        return "normalized sigmoid";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind != Kind.SEQUENCES && plan.depth >= 3 && plan.depth <= (plan.kind == Kind.IMAGES ? 4 : 12);
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.activate(Activation.SIGMOID);
        plan.normalized = true;
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
                Symptom.STALLED_LOSS,
                Symptom.COLLAPSED_SIGNAL);
    }
}
