package org.gradientdoctor.samples.repair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.samples.data.Moons;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Small sick networks on two moons, and the same where labels have been shuffled. */
final class NothingHelps {
    private static final int EXAMPLES = 400;
    private static final int BATCH = 20;
    private static final int EPOCHS = 10;
    private static final int WIDTH = 16;

    private NothingHelps() {}

    /** By what is wrong: of some nothing is learned, of some now more and now less. */
    static Map<String, LongFunction<MultiLayerNetwork>> sick() {
        Map<String, LongFunction<MultiLayerNetwork>> sick = new LinkedHashMap<>();
        sick.put("ten sigmoid layers", seed -> stack(10, Activation.SIGMOID, new WeightInitXavier(), .1, seed));
        sick.put(
                "rate a thousand times too small", seed -> stack(3, Activation.RELU, new WeightInitRelu(), 1e-4, seed));
        sick.put("rate thirty times too large", seed -> stack(4, Activation.RELU, new WeightInitRelu(), 3, seed));
        sick.put("thirty tanh layers", seed -> stack(30, Activation.TANH, new WeightInitXavier(), .1, seed));
        return sick;
    }

    private static MultiLayerNetwork stack(
            int depth, Activation activation, IWeightInit weights, double rate, long seed) {
        var layers = SickCases.builder(seed, new Sgd(rate)).list();
        for (int i = 0; i < depth; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(i == 0 ? 2 : WIDTH)
                    .nOut(WIDTH)
                    .activation(activation)
                    .weightInit(weights)
                    .build());
        }
        return SickCases.initialized(layers.layer(SickCases.softmax(WIDTH, 2)));
    }

    static Split moons(long seed) {
        return Split.of(Moons.draw(EXAMPLES, .1, seed), .5, seed);
    }

    /** Labels in another order than their examples. */
    static Split noise(long seed) {
        DataSet moons = Moons.draw(EXAMPLES, .1, seed);
        List<DataSet> rows = moons.asList();
        Collections.shuffle(rows, new Random(seed));
        DataSet shuffled = new DataSet(moons.getFeatures(), DataSet.merge(rows).getLabels());
        return Split.of(shuffled, .5, seed);
    }

    static RepairReport repair(RemedyAdvisor advisor, MultiLayerNetwork network, Split data, long seed) {
        return advisor.repair(
                network,
                ThreeParts.minibatches(data.training(), BATCH),
                ThreeParts.minibatches(data.validation(), BATCH),
                RepairPlan.builder().epochs(EPOCHS).seed(100 * seed).build());
    }
}
