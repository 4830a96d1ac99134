package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Sigmoids, each on its own, where one of several classes is to be told. */
@AutoService(Alteration.class)
public final class SigmoidForClasses implements Alteration {
    @Override
    public String name() {
        return "sigmoid for classes";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.loss == LossFunction.MCXENT;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.answer = Activation.SIGMOID;
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.OUTPUT_LOSS_MISMATCH);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.OUTPUT_LOSS_MISMATCH, Symptom.STALLED_LOSS, Symptom.SATURATED_ACTIVATION);
    }
}
