package org.gradientdoctor.remedies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * What Deeplearning4j computes as the gradient of a network whose structure was treated, against central differences of
 * its score, in double precision. {@code GradientCheckUtil} takes a graph's parameters in another order than the flat
 * array has them where batch normalization is among them.
 */
class TreatedGradientTest {
    private static final double STEP = 1e-6;
    /** Relative error; differences below {@link #ROUNDING} are the score's own rounding over the step. */
    private static final double EXACT = 1e-5;

    private static final double ROUNDING = 1e-7;
    private static final int SAMPLES = 3;
    /** Running statistics lie among the gradients and are none. */
    private static final List<String> STATISTICS = List.of("_mean", "_var", "_log10stdev");

    private static final Set<Class<? extends Remedy>> STRUCTURAL = Set.of(
            InsertBatchNormalization.class,
            AddSkipConnections.class,
            ReduceDepth.class,
            LayerNormalization.class,
            ParametricRectifier.class,
            GateRecurrence.class);
    /** Each has another way to be wired: stacks, convolutions, branches, several inputs, sequences. */
    private static final List<String> NETWORKS = List.of(
            "dense, Nesterovs, double",
            "convolutional",
            "batch-normalized with activation layers",
            "graph with a skip",
            "graph with two inputs and outputs",
            "graph with vertices",
            "residual, convolutional",
            "graph from sequence to sequence",
            "graph, recurrent");

    @TestFactory
    Stream<DynamicTest> structuralRemediesLeaveAGradientThatIsTrue() {
        return NETWORKS.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Networks.Case network =
                            requireNonNull(Networks.catalog().get(name), name).get();
                    assertThat(worstError(network.model(), network))
                            .as("untreated")
                            .isLessThan(EXACT);
                    int treated = 0;
                    for (Remedy remedy : EveryRemedy.on(network.model())) {
                        if (STRUCTURAL.contains(remedy.getClass())
                                && !remedy.needsData()
                                && remedy.refusal(Surgery.examine(network.model()))
                                        .isEmpty()) {
                            Model copy = new Recommendation(List.of(remedy), "for a test").applyTo(network.model());
                            assertThat(worstError(copy, network))
                                    .as(remedy.title())
                                    .isLessThan(EXACT);
                            treated++;
                        }
                    }
                    assertThat(treated).isPositive();
                }));
    }

    private static double worstError(Model model, Networks.Case network) {
        Model exact = inDouble(model);
        score(exact, network);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        exact.gradient().gradientForVariable().forEach((key, gradient) -> gradients.put(key, gradient.dup()));
        double examples = exact.conf().isMiniBatch() ? exact.batchSize() : 1;
        Map<String, INDArray> parameters = exact.paramTable();
        Random random = new Random(1);
        double worst = 0;
        for (Map.Entry<String, INDArray> gradient : gradients.entrySet()) {
            if (STATISTICS.stream().anyMatch(gradient.getKey()::endsWith)) {
                continue;
            }
            INDArray parameter = requireNonNull(parameters.get(gradient.getKey()), gradient.getKey());
            for (int i = 0; i < SAMPLES; i++) {
                long[] at = Shape.ind2subC(parameter.shape(), random.nextInt((int) parameter.length()));
                double was = parameter.getDouble(at);
                parameter.putScalar(at, was + STEP);
                double above = score(exact, network);
                parameter.putScalar(at, was - STEP);
                double below = score(exact, network);
                parameter.putScalar(at, was);
                double difference = (above - below) / (2 * STEP);
                // A row of weights may have a gradient of rank one.
                double computed =
                        gradient.getValue().reshape('f', parameter.shape()).getDouble(at) / examples;
                double apart = Math.abs(difference - computed);
                if (apart > ROUNDING) {
                    worst = Math.max(worst, apart / (Math.abs(difference) + Math.abs(computed)));
                }
            }
        }
        return worst;
    }

    private static double score(Model model, Networks.Case network) {
        if (model instanceof ComputationGraph graph) {
            MultiDataSet several = network.several();
            INDArray[] one = {network.batch().getFeatures()};
            INDArray[] labels = {network.batch().getLabels()};
            graph.setInputs(inDouble(several == null ? one : several.getFeatures()));
            graph.setLabels(inDouble(several == null ? labels : several.getLabels()));
            graph.computeGradientAndScore();
            return graph.score();
        }
        MultiLayerNetwork stack = (MultiLayerNetwork) model;
        DataSet batch = network.batch();
        stack.setInput(batch.getFeatures().castTo(DataType.DOUBLE));
        stack.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        stack.computeGradientAndScore();
        return stack.score();
    }

    private static INDArray[] inDouble(INDArray... arrays) {
        return Stream.of(arrays).map(array -> array.castTo(DataType.DOUBLE)).toArray(INDArray[]::new);
    }

    private static Model inDouble(Model model) {
        Model exact = model instanceof ComputationGraph graph ? inDouble(graph) : inDouble((MultiLayerNetwork) model);
        Map<String, INDArray> given = model.paramTable();
        exact.paramTable().forEach((key, parameter) -> parameter.assign(given.get(key)));
        return exact;
    }

    private static Model inDouble(ComputationGraph graph) {
        ComputationGraphConfiguration configuration =
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
        configuration.setDataType(DataType.DOUBLE);
        ComputationGraph exact = new ComputationGraph(configuration);
        exact.init();
        return exact;
    }

    private static Model inDouble(MultiLayerNetwork stack) {
        MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(
                stack.getLayerWiseConfigurations().toJson());
        configuration.setDataType(DataType.DOUBLE);
        MultiLayerNetwork exact = new MultiLayerNetwork(configuration);
        exact.init();
        return exact;
    }
}
