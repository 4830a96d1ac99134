package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** An output function that does not suit the loss. */
@AutoService(Alteration.class)
public final class MismatchedOutput implements Alteration {
    @Override
    public String name() {
        return "output against loss";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return true;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.answer = switch (plan.loss) {
            case MCXENT -> draw.nextBoolean() ? Activation.TANH : Activation.IDENTITY;
            case XENT -> draw.nextBoolean() ? Activation.TANH : Activation.SOFTMAX;
            default -> Activation.SOFTMAX;
        };
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.OUTPUT_LOSS_MISMATCH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(
                Symptom.OUTPUT_LOSS_MISMATCH,
                Symptom.STALLED_LOSS,
                Symptom.DIVERGING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.OSCILLATING_LOSS);
    }
}
