package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.data.Split;

/** Hidden layers of one width and an output, for rows of numbers. */
final class DenseStack {
    private DenseStack() {}

    static MultiLayerNetwork build(Plan plan, Split data, long seed) {
        StackDraft draft = new StackDraft(plan, seed);
        for (int i = 0; i < plan.depth; i++) {
            draft.hidden(new DenseLayer.Builder().nOut(plan.width).build());
        }
        return draft.end(Configurations.output(plan, data), Configurations.input(data));
    }
}
