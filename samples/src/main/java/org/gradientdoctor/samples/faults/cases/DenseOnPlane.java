package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Blobs;
import org.gradientdoctor.samples.data.Circles;
import org.gradientdoctor.samples.data.Moons;
import org.gradientdoctor.samples.data.Spirals;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Shallow dense stacks on points of the plane. */
@AutoService(Family.class)
public final class DenseOnPlane implements Family {
    private static final String[] SETS = {"circles", "moons", "blobs", "spirals"};

    @Override
    public String name() {
        return "dense on the plane";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 3 + draw.nextInt(3);
        plan.width = 16 << draw.nextInt(3);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        if (draw.nextBoolean()) {
            plan.train(Optimizer.ADAM, 3e-3);
        } else {
            plan.train(Optimizer.MOMENTUM, .02);
        }
        plan.batch = 32;
        plan.iterations = 400;
        plan.data = SETS[draw.nextInt(SETS.length)];
        plan.examples = 600;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(
                        switch (plan.data) {
                            case "circles" -> Circles.draw(plan.examples, .5, .05, seed);
                            case "moons" -> Moons.draw(plan.examples, .1, seed);
                            case "blobs" -> Blobs.draw(plan.examples, 4, 1, seed);
                            default -> Spirals.draw(plan.examples / 3, 3, .05, seed);
                        },
                        .3,
                        seed)
                .standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return DenseStack.build(plan, data, seed);
    }
}
