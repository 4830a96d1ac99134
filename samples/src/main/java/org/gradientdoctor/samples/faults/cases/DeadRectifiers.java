package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Biases so low that hardly a rectifier ever opens. */
@AutoService(Alteration.class)
public final class DeadRectifiers implements Alteration {
    @Override
    public String name() {
        return "dead rectifiers";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.activation == Activation.RELU && !plan.normalized;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.bias = -8 - 8 * draw.nextDouble();
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        // Beside a fault that swaps the function, the same biases press it flat.
        return plan.activation == Activation.RELU
                ? Set.of(Cause.INACTIVE_RELU)
                : Set.of(Cause.INACTIVE_RELU, Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.DEAD_UNITS,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.VANISHING_GRADIENT,
                Symptom.POOR_INITIALIZATION,
                Symptom.STALLED_LOSS,
                Symptom.UNTRAINED_LAYER);
    }
}
