package org.gradientdoctor.samples.faults.repair;

import java.util.List;
import org.deeplearning4j.nn.api.Model;

/** Nothing is done, and the case is trained as it is: what repairs are to be better than. */
record PlainlyTrained() implements RepairArm {
    static final String NAME = "untreated";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        Model network = intake.network(0);
        int iterations = intake.sick().iterations();
        intake.training(intake.known(), 1, 0).train(network, iterations);
        return new Treated(network, false, iterations, 0, NAME, List.of());
    }
}
