package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Convolutions of several sizes side by side, merged, after Inception. */
@AutoService(Family.class)
public final class BranchingGraph implements Family {
    @Override
    public String name() {
        return "branching graph";
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.kind = Kind.IMAGES;
        plan.depth = 2 + draw.nextInt(2);
        plan.width = 4 << draw.nextInt(2);
        plan.activate(Activation.RELU);
        plan.batch = 32;
        plan.normalized = true;
        plan.train(draw.nextBoolean() ? Optimizer.ADAM : Optimizer.RMS_PROP, .01);
        plan.iterations = 100;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(DigitImages.images(), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        GraphDraft draft = new GraphDraft(plan, data, seed);
        String from = GraphDraft.INPUT;
        for (int i = 0; i < plan.depth; i++) {
            String points = draft.hidden("points" + i, Convolutions.square(1, plan.width), from);
            String squares = draft.hidden("squares" + i, Convolutions.square(3, plan.width), from);
            String reduced = draft.hidden("reduced" + i, Convolutions.square(1, plan.width), from);
            String wide = draft.hidden("wide" + i, Convolutions.square(3, plan.width), reduced);
            from = draft.add("pool" + i, Convolutions.halving(), draft.merge("merged" + i, points, squares, wide));
        }
        return draft.end(from, data);
    }
}
