package org.gradientdoctor.samples.faults.cases;

import com.google.auto.service.AutoService;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;

/** Dense layers with a skip around each. */
@AutoService(Family.class)
public final class ResidualGraph implements Family {
    private static final String[] SETS = {"wine", "breast cancer", "digits"};

    @Override
    public String name() {
        return "residual graph";
    }

    @Override
    public Plan sound(Random draw) {
        Plan plan = new Plan();
        plan.residual = true;
        plan.width = 16 << draw.nextInt(2);
        plan.data = SETS[draw.nextInt(SETS.length)];
        plan.batch = 32;
        plan.normalized = draw.nextInt(3) > 0;
        plan.depth = plan.normalized ? 12 + draw.nextInt(5) : 16 + draw.nextInt(9);
        plan.activate(plan.normalized ? Activation.RELU : Activation.TANH);
        plan.weights = WeightInit.XAVIER;
        plan.train(Optimizer.ADAM, plan.normalized ? 5e-3 : 1e-3);
        plan.iterations = plan.normalized ? 120 : 200;
        return plan;
    }

    @Override
    public Split data(Plan plan, long seed) {
        return Split.of(Tables.load(plan.data), .3, seed).standardized();
    }

    @Override
    public Model network(Plan plan, Split data, long seed) {
        GraphDraft draft = new GraphDraft(plan, data, seed);
        String from = GraphDraft.INPUT;
        for (int i = 0; i < plan.depth; i++) {
            String to = draft.hidden(
                    "dense" + i, new DenseLayer.Builder().nOut(plan.width).build(), from);
            from = plan.skips && i > 0 ? draft.sum("sum" + i, from, to) : to;
        }
        return draft.end(from, data);
    }
}
