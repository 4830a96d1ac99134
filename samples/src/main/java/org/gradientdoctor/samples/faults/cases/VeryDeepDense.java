package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Dense stacks of twenty to forty layers, with what such depth takes: normalization, orthogonal weights or He's. */
@AutoService(Family.class)
public final class VeryDeepDense implements Family {
    private static final String[] SETS = {"wine", "breast cancer", "digits"};

    @Override
    public String name() {
        return "very deep dense";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 20 + draw.nextInt(21);
        plan.data = SETS[draw.nextInt(SETS.length)];
        plan.batch = 64;
        plan.iterations = 220;
        switch (draw.nextInt(3)) {
            case 0 -> {
                plan.depth = 20 + draw.nextInt(5);
                plan.width = 16 << draw.nextInt(2);
                plan.activate(Activation.RELU);
                plan.weights = WeightInit.XAVIER;
                plan.normalized = true;
                plan.train(Optimizer.ADAM, .01);
                plan.iterations = 100;
            }
            case 1 -> {
                plan.width = 8 << draw.nextInt(3);
                plan.activate(Activation.TANH);
                plan.orthogonal = true;
                plan.train(Optimizer.ADAM, 2e-3);
            }
            default -> {
                plan.width = 64;
                plan.activate(Activation.RELU);
                plan.train(Optimizer.ADAM, 1e-3);
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
