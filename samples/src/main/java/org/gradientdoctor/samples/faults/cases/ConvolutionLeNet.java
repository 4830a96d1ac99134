package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Two convolutions with pooling and a dense layer, after LeNet. */
@AutoService(Family.class)
public final class ConvolutionLeNet implements Family {
    @Override
    public String name() {
        return "convolution like lenet";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.IMAGES;
        plan.depth = 3;
        plan.width = 4 << draw.nextInt(2);
        plan.activate(draw.nextInt(3) == 0 ? Activation.TANH : Activation.RELU);
        plan.batch = 16 << draw.nextInt(3);
        switch (draw.nextInt(3)) {
            case 0 -> plan.train(Optimizer.SGD, .1);
            case 1 -> plan.train(Optimizer.MOMENTUM, .01);
            default -> plan.train(Optimizer.ADAM, 3e-3);
        }
        plan.iterations = 400;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(DigitImages.images(), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        return new StackDraft(plan, seed)
                .hidden(Convolutions.square(3, plan.width))
                .add(Convolutions.halving())
                .hidden(Convolutions.square(3, 2 * plan.width))
                .add(Convolutions.halving())
                .hidden(new DenseLayer.Builder().nOut(8 * plan.width).build())
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
