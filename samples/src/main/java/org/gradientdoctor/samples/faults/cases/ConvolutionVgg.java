package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Up to ten small convolutions in blocks, a dense layer and an output, after VGG. */
@AutoService(Family.class)
public final class ConvolutionVgg implements Family {
    @Override
    public String name() {
        return "convolution like vgg";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.IMAGES;
        plan.depth = 5 + draw.nextInt(5);
        plan.width = 8;
        plan.activate(Activation.RELU);
        plan.batch = 32;
        plan.normalized = true;
        plan.weights = WeightInit.XAVIER;
        plan.train(Optimizer.ADAM, 5e-3);
        plan.iterations = 130;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(DigitImages.images(), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth; i++) {
            if (i == 2 || i == 4) {
                draft.add(Convolutions.halving());
            }
            draft.hidden(Convolutions.square(3, plan.width));
        }
        return draft.hidden(new DenseLayer.Builder().nOut(4 * plan.width).build())
                .end(Configurations.output(plan, data), Configurations.input(data));
    }
}
