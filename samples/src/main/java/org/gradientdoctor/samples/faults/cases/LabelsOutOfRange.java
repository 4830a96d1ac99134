package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Numbers to be told of which half lie where the output never goes. */
@AutoService(Alteration.class)
public final class LabelsOutOfRange implements Alteration {
    @Override
    public String name() {
        return "labels out of range";
    }

    @Override
    public boolean appliesTo(Plan plan) {
        return plan.metric == Metric.FIT;
    }

    @Override
    public void change(Plan plan, Random draw) {
        plan.answer = Activation.SIGMOID;
    }

    @Override
    public Split change(Split data, Random draw) {
        return Changed.labels(data, labels -> labels.sub(labels.mean()).mul(2));
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return Set.of(Cause.OUTPUT_LOSS_MISMATCH, Cause.LABEL_SCALE);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return Set.of(Symptom.OUTPUT_LOSS_MISMATCH, Symptom.STALLED_LOSS, Symptom.SATURATED_ACTIVATION);
    }
}
