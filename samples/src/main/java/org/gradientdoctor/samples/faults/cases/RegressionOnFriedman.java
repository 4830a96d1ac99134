package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.FriedmanOne;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Dense stacks that tell a number from ten, five of which say nothing. */
@AutoService(Family.class)
public final class RegressionOnFriedman implements Family {
    @Override
    public String name() {
        return "regression";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 2 + draw.nextInt(3);
        plan.width = 16 << draw.nextInt(3);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        plan.regress();
        plan.batch = 16 << draw.nextInt(3);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.SGD, .05);
            case 1 -> plan.train(Optimizer.MOMENTUM, .01);
            default -> plan.train(Optimizer.ADAM, 5e-3);
        }
        plan.iterations = 800;
        plan.examples = 2000;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(FriedmanOne.draw(plan.examples, 1, seed), .3, seed)
                .standardized()
                .withStandardizedLabels();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return DenseStack.build(plan, data, seed);
    }
}
