package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** An LSTM that is shown a digit column by column. */
@AutoService(Family.class)
public final class LstmOnDigits implements Family {
    @Override
    public String name() {
        return "lstm on digits";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 1 + draw.nextInt(2);
        plan.width = 16 << draw.nextInt(2);
        plan.activate(Activation.TANH);
        plan.batch = 16 << draw.nextInt(2);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.MOMENTUM, .05);
            case 1 -> plan.train(Optimizer.RMS_PROP, 5e-3);
            default -> plan.train(Optimizer.ADAM, .01);
        }
        plan.iterations = 250;
        plan.steps = 8;
        plan.remembers = true;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        Split digits = Split.of(DigitImages.sequences(), .3, seed).standardized();
        return Sequences.withBlanks(digits, plan.blanks);
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth - 1; i++) {
            draft.hidden(new LSTM.Builder().nOut(plan.width).build());
        }
        return draft.hidden(new LSTM.Builder().nOut(plan.width).build(), LastTimeStep::new)
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
