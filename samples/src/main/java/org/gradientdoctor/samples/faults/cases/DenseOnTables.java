package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Shallow dense stacks on tables of measurements. */
@AutoService(Family.class)
public final class DenseOnTables implements Family {
    private static final String[] SETS = {"iris", "wine", "breast cancer", "digits"};

    @Override
    public String name() {
        return "dense on tables";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 2 + draw.nextInt(3);
        plan.width = 16 << draw.nextInt(4);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        plan.data = SETS[draw.nextInt(SETS.length)];
        plan.batch = plan.data.equals("digits") ? 64 : 8 << draw.nextInt(2);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.SGD, .05);
            case 1 -> plan.train(Optimizer.RMS_PROP, 1e-3);
            default -> plan.train(Optimizer.ADAM, 2e-3);
        }
        plan.iterations = 600;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(Tables.load(plan.data), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return DenseStack.build(plan, data, seed);
    }
}
