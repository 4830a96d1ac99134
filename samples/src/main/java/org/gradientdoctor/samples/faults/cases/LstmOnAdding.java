package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.gradientdoctor.samples.data.AddingProblem;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** An LSTM that adds the two marked values of a sequence. */
@AutoService(Family.class)
public final class LstmOnAdding implements Family {
    @Override
    public String name() {
        return "lstm on adding";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 1;
        plan.width = 16 << draw.nextInt(2);
        plan.activate(Activation.TANH);
        plan.regress();
        plan.batch = 32;
        plan.train(Optimizer.ADAM, .01 + .01 * draw.nextDouble());
        plan.iterations = 350;
        plan.examples = 2000;
        plan.steps = 8 + draw.nextInt(3);
        plan.remembers = true;
        plan.costly = true;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        Split sums = Split.of(AddingProblem.draw(plan.examples, plan.steps, seed), .3, seed)
                .withStandardizedLabels();
        return Sequences.withBlanks(sums, plan.blanks);
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return new StackDraft(plan, seed)
                .hidden(new LSTM.Builder().nOut(plan.width).build(), LastTimeStep::new)
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
