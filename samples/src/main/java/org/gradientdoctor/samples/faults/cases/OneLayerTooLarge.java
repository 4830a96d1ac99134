package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** The weights of one layer a hundred times too large. */
@AutoService(Alteration.class)
public final class OneLayerTooLarge implements Alteration {
    @Override
    public String name() {
        return "one layer's weights too large";
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
        SingleLayer.multiplyWeights(network, draw, 100);
    }

    @Override
    public Set<Cause> causes(Plan plan) {
        return new WeightsTooLarge().causes(plan);
    }

    @Override
    public Set<Symptom> symptoms(Plan plan) {
        return new WeightsTooLarge().symptoms(plan);
    }
}
