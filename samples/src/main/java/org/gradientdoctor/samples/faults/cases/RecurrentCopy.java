package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.gradientdoctor.samples.data.CopyMemory;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** A recurrent layer that says again what it was shown. */
@AutoService(Family.class)
public final class RecurrentCopy implements Family {
    private static final int SYMBOLS = 4;

    @Override
    public String name() {
        return "recurrent copy memory";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 1;
        plan.width = 32 << draw.nextInt(2);
        plan.activate(Activation.TANH);
        plan.data = draw.nextBoolean() ? "lstm" : "simple";
        plan.metric = Metric.RECALL;
        plan.batch = 32;
        plan.train(Optimizer.ADAM, plan.data.equals("lstm") ? .02 : 3e-3);
        plan.iterations = 300;
        plan.examples = 1500;
        // As many as are shown between showing and asking.
        plan.steps = 2;
        plan.remembers = true;
        plan.costly = true;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(CopyMemory.draw(plan.examples, SYMBOLS, plan.steps, plan.steps + plan.blanks, seed), .3, seed);
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return new StackDraft(plan, seed)
                .hidden(
                        plan.data.equals("lstm")
                                ? new LSTM.Builder().nOut(plan.width).build()
                                : new SimpleRnn.Builder().nOut(plan.width).build())
                .end(Configurations.sequenceOutput(plan, data), Configurations.input(data));
    }
}
