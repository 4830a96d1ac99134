package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.HalfSpaces;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Dense stacks that tell several labels of each example at once. */
@AutoService(Family.class)
public final class MultiLabel implements Family {
    private static final int COLUMNS = 8;
    private static final int LABELS = 4;

    @Override
    public String name() {
        return "multi-label";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 2 + draw.nextInt(3);
        plan.width = 16 << draw.nextInt(3);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        plan.answer = Activation.SIGMOID;
        plan.loss = LossFunction.XENT;
        plan.metric = Metric.LABEL_ACCURACY;
        plan.batch = 16 << draw.nextInt(5);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.SGD, .05);
            case 1 -> plan.train(Optimizer.MOMENTUM, .01);
            default -> plan.train(Optimizer.ADAM, 2e-3);
        }
        plan.iterations = 400;
        plan.examples = 1200;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(HalfSpaces.draw(plan.examples, COLUMNS, LABELS, .1, seed), .3, seed)
                .standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return DenseStack.build(plan, data, seed);
    }
}
