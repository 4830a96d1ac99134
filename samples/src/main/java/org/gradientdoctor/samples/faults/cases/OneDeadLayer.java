package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** The biases of one layer so low that none of its rectifiers opens. */
@AutoService(Alteration.class)
public final class OneDeadLayer implements Alteration {
    @Override
    public String name() {
        return "one dead layer";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean combines() {
        return false;
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.activation == Activation.RELU && !plan.normalized && SingleLayer.isOneOfSeveral(plan);
    }

    @Override
    public void change(Model network, Random draw) {
        SingleLayer.setBiases(network, draw, -20);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return new DeadRectifiers().causes(plan);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return new DeadRectifiers().symptoms(plan);
    }
}
