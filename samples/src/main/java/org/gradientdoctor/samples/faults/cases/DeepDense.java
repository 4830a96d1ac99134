package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Dense stacks of ten to twenty layers. */
@AutoService(Family.class)
public final class DeepDense implements Family {
    private static final String[] SETS = {"wine", "breast cancer", "digits"};

    @Override
    public String name() {
        return "deep dense";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 10 + draw.nextInt(11);
        plan.width = 16 << draw.nextInt(3);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        plan.data = SETS[draw.nextInt(SETS.length)];
        plan.batch = 32;
        plan.iterations = 400;
        switch (draw.nextInt(4)) {
            case 0 -> plan.train(Optimizer.MOMENTUM, .01);
            case 1 -> plan.train(Optimizer.RMS_PROP, 1e-3);
            case 2 -> plan.train(Optimizer.ADAM, 2e-3);
            default -> {
                plan.depth = Math.min(plan.depth, 14);
                plan.normalized = true;
                plan.train(Optimizer.ADAM, .01);
                plan.iterations = 200;
            }
        }
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
