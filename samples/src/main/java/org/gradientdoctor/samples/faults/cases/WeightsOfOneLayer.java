package org.gradientdoctor.samples.faults.cases;

import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;

/** The weights of one layer so many times as large as is sound: shows as the same in all layers does. */
abstract class WeightsOfOneLayer implements Alteration {
    private final String name;
    private final double factor;
    private final Alteration inAll;

    WeightsOfOneLayer(String name, double factor, Alteration inAll) {
        this.name = name;
        this.factor = factor;
        this.inAll = inAll;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean isLocal() {
        return true;
    }

    @Override
    public final boolean combines() {
        return false;
    }

    @Override
    public final boolean appliesTo(Plan plan) {
        return SingleLayer.isOneOfSeveral(plan);
    }

    @Override
    public final void change(Model network, Random draw) {
        SingleLayer.multiplyWeights(network, draw, factor);
    }

    @Override
    public final Set<Cause> causes(Plan plan) {
        return inAll.causes(plan);
    }

    @Override
    public final Set<Symptom> symptoms(Plan plan) {
        return inAll.symptoms(plan);
    }
}
