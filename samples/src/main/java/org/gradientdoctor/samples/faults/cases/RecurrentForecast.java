package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.gradientdoctor.samples.data.SineWaves;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** A simple recurrent layer that tells the next value of a noisy sine. */
@AutoService(Family.class)
public final class RecurrentForecast implements Family {
    @Override
    public String name() {
        return "simple recurrent forecast";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 1 + draw.nextInt(2);
        plan.width = 8 << draw.nextInt(2);
        plan.activate(Activation.TANH);
        plan.regress();
        plan.batch = 16 << draw.nextInt(2);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.SGD, 5e-3);
            case 1 -> plan.train(Optimizer.RMS_PROP, 2e-3);
            default -> plan.train(Optimizer.ADAM, 3e-3);
        }
        plan.iterations = 250;
        plan.examples = 400;
        plan.steps = 16;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(SineWaves.draw(plan.examples, plan.steps, .05, seed), .3, seed)
                .standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth; i++) {
            draft.hidden(new SimpleRnn.Builder().nOut(plan.width).build());
        }
        return draft.end(Configurations.sequenceOutput(plan, data), Configurations.input(data));
    }
}
