package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Many more layers than are needed, or as many as before without the skips that carried the signal through them. */
@AutoService(Alteration.class)
public final class TooDeep implements Alteration {
    private static final int LEAST = 24;
    private static final int MOST = 20;

    @Override
    public String name() {
        return "too deep";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.residual || (plan.kind == Kind.ROWS && !plan.normalized && plan.depth <= MOST);
    }

    @Override
    public void change(Plan plan, Random draw) {
        if (plan.residual) {
            plan.skips = false;
            plan.normalized = false;
        } else {
            plan.depth = Math.max(LEAST, plan.depth * (3 + draw.nextInt(2)));
        }
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        // As in DeepTanh: a deep stack of it is mended by fewer layers or by another function.
        return plan.activation == Activation.TANH
                ? Set.of(Cause.EXCESSIVE_DEPTH, Cause.SATURATING_ACTIVATION)
                : Set.of(Cause.EXCESSIVE_DEPTH);
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
