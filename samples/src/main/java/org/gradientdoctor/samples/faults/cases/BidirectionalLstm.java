package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** An LSTM that reads a digit both ways, and the mean over its steps. */
@AutoService(Family.class)
public final class BidirectionalLstm implements Family {
    @Override
    public String name() {
        return "bidirectional lstm";
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 1;
        plan.width = 8 << draw.nextInt(2);
        plan.activate(Activation.TANH);
        plan.batch = 16 << draw.nextInt(2);
        plan.train(draw.nextBoolean() ? Optimizer.ADAM : Optimizer.RMS_PROP, .01);
        plan.iterations = 150;
        plan.steps = 8;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(DigitImages.sequences(), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return new StackDraft(plan, seed)
                .hidden(new LSTM.Builder().nOut(plan.width).build(), Bidirectional::new)
                .add(new GlobalPoolingLayer(PoolingType.AVG))
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
