package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.gradientdoctor.samples.data.CylinderBellFunnel;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Convolution along time series, and the mean over what is left of the time. */
@AutoService(Family.class)
public final class ConvolutionOfSeries implements Family {
    @Override
    public String name() {
        return "convolution of series";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.SEQUENCES;
        plan.depth = 2 + draw.nextInt(2);
        plan.width = 8 << draw.nextInt(2);
        plan.activate(Activation.RELU);
        plan.batch = 16 << draw.nextInt(2);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.MOMENTUM, .01);
            case 1 -> plan.train(Optimizer.RMS_PROP, 2e-3);
            default -> plan.train(Optimizer.ADAM, 5e-3);
        }
        plan.iterations = 200;
        plan.examples = 600;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(CylinderBellFunnel.draw(plan.examples, 1, seed), .3, seed)
                .standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth; i++) {
            draft.hidden(new Convolution1DLayer.Builder()
                    .kernelSize(5)
                    .stride(2)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(plan.width)
                    .build());
        }
        return draft.add(new GlobalPoolingLayer(PoolingType.MAX))
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
