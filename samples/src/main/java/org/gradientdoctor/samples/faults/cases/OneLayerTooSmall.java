package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** The weights of one layer ten thousand times too small. */
@AutoService(Alteration.class)
public final class OneLayerTooSmall implements Alteration {
    @Override
    public String name() {
        return "one layer's weights too small";
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
        return SingleLayer.isOneOfSeveral(plan);
    }

    @Override
    public void change(Model network, Random draw) {
        SingleLayer.multiplyWeights(network, draw, 1e-4);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return new WeightsTooSmall().causes(plan);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return new WeightsTooSmall().symptoms(plan);
    }
}
