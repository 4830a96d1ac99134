package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Ten to fifteen layers of tanh: gradients fall towards the input, and it trains. */
@AutoService(Alteration.class)
public final class DeepTanh implements Alteration {
    @Override
    public String name() {
        return "deep tanh";
    }

    @Override
    public boolean harmless() {
        return true;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.kind == Kind.ROWS && plan.depth < 10 && !plan.normalized;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.activate(Activation.TANH);
        plan.depth = 10 + draw.nextInt(6);
        plan.rate /= 2;
        plan.iterations = plan.iterations * 3 / 2;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.EXCESSIVE_DEPTH, Cause.SATURATING_ACTIVATION);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.VANISHING_GRADIENT, Symptom.STALLED_LOSS, Symptom.SATURATED_ACTIVATION);
    }
}
