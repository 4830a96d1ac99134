package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.data.UciData;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Dense layers that tell a digit again through a narrow middle. */
@AutoService(Family.class)
public final class AutoEncoderOnDigits implements Family {
    private static final double BRIGHTEST = 16;

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.depth = 1 + draw.nextInt(2);
        plan.width = 32 << draw.nextInt(2);
        plan.narrow = 10 + draw.nextInt(7);
        plan.activate(draw.nextBoolean() ? Activation.RELU : Activation.TANH);
        plan.regress();
        plan.batch = 32 << draw.nextInt(4);
        plan.train(draw.nextBoolean() ? Optimizer.ADAM : Optimizer.RMS_PROP, 3e-3);
        plan.iterations = 400;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        DataSet digits = UciData.DIGITS.load();
        INDArray pixels = digits.getFeatures().div(BRIGHTEST);
        Split split = Split.of(new DataSet(pixels, digits.getLabels()), .3, seed);
        return new Split(toItself(split.training()), toItself(split.validation()));
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth; i++) {
            draft.hidden(new DenseLayer.Builder().nOut(plan.width).build());
        }
        draft.hidden(new DenseLayer.Builder().nOut(plan.narrow).build());
        for (int i = 0; i < plan.depth; i++) {
            draft.hidden(new DenseLayer.Builder().nOut(plan.width).build());
        }
        return draft.end(Configurations.output(plan, data), Configurations.input(data));
    }

    private static DataSet toItself(DataSet digits) {
        return new DataSet(digits.getFeatures(), digits.getFeatures().dup());
    }
}
