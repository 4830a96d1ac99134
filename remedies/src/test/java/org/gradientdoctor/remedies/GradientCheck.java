package org.gradientdoctor.remedies;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * What Deeplearning4j computes as the gradient of a network, against differences of its score, on a {@link
 * CheckableCopy}. {@code GradientCheckUtil} does the same on copies like these, but takes a graph's parameters in another
 * order than the flat array has them where batch normalization is among them, and checks all parameters of a graph.
 */
final class GradientCheck {
    /** Relative error that is rounding. */
    static final double EXACT = 1e-5;

    /** Small enough for curvature not to show, large enough for the score's sixteen digits. */
    private static final double STEP = 1e-6;
    /** Differences below this are the score's own rounding over the step. */
    private static final double ROUNDING = 1e-7;

    /** Of each array: what is wired or scaled wrongly is wrong in most of them. */
    private static final int SAMPLES = 3;
    /** Running statistics and centers of classes lie among the gradients and follow rules of their own. */
    private static final List<String> NO_GRADIENTS = List.of("_mean", "_var", "_log10stdev", "_cL");

    /**
     * Deeplearning4j 1.0.0-M2.1 gives an attention layer twice its gradient, and the layers it reads from as well, as
     * {@code GradientCheckUtil} shows of stacks. The catalog's layer reads the input.
     */
    static final String DOUBLED = "attention_";

    private final Model copy;
    private final @Nullable DataSet batch;
    private final @Nullable MultiDataSet several;

    private GradientCheck(Model copy, Networks.Case network) {
        this.copy = copy;
        MultiDataSet own = network.several();
        this.several = own != null
                ? inDouble(own)
                : copy instanceof ComputationGraph ? inDouble(network.batch().toMultiDataSet()) : null;
        this.batch = copy instanceof MultiLayerNetwork ? inDouble(network.batch()) : null;
    }

    /** The parameter whose gradient is farthest from the truth, of some of each array but those that are faulty anyway. */
    static Worst worst(Model model, Networks.Case network) {
        return worst(model, network, key -> !key.startsWith(DOUBLED));
    }

    /** As {@link #worst(Model, Networks.Case)}, of arrays whose keys these are. */
    static Worst worst(Model model, Networks.Case network, Predicate<String> looked) {
        return new GradientCheck(CheckableCopy.of(model), network).worst(looked);
    }

    /**
     * Where the gradient is farthest from the truth.
     *
     * @param parameter its array, or none where all are exact
     * @param error relative to the sum of both; at a kink, the distance from the slopes on both sides
     */
    record Worst(String parameter, double error) {}

    private Worst worst(Predicate<String> looked) {
        Map<String, INDArray> parameters = copy.paramTable();
        Random random = new Random(1);
        Worst worst = new Worst("none", 0);
        for (Map.Entry<String, INDArray> gradient : gradients().entrySet()) {
            String key = gradient.getKey();
            if (!looked.test(key) || NO_GRADIENTS.stream().anyMatch(key::endsWith)) {
                continue;
            }
            INDArray parameter = requireNonNull(parameters.get(key), key);
            // A row of weights may have a gradient of rank one.
            INDArray computed = gradient.getValue().reshape('f', parameter.shape());
            for (int i = 0; i < SAMPLES; i++) {
                long[] at = Shape.ind2subC(parameter.shape(), random.nextInt((int) parameter.length()));
                double error = error(parameter, at, computed.getDouble(at));
                if (!(error <= worst.error())) {
                    worst = new Worst(key, error);
                }
            }
        }
        return worst;
    }

    /** At a kink every slope between those on both sides is right; elsewhere the two are as good as one. */
    private double error(INDArray parameter, long[] at, double computed) {
        double was = parameter.getDouble(at);
        double here = score();
        parameter.putScalar(at, was + STEP);
        double above = (score() - here) / STEP;
        parameter.putScalar(at, was - STEP);
        double below = (here - score()) / STEP;
        parameter.putScalar(at, was);
        double apart = Math.max(computed - Math.max(above, below), Math.min(above, below) - computed);
        return apart <= ROUNDING ? 0 : apart / (Math.abs(above + below) / 2 + Math.abs(computed));
    }

    private double score() {
        return copy instanceof ComputationGraph graph
                ? graph.score(requireNonNull(several), true)
                : ((MultiLayerNetwork) copy).score(requireNonNull(batch), true);
    }

    private Map<String, INDArray> gradients() {
        Gradient gradient =
                copy instanceof ComputationGraph graph ? gradient(graph) : gradient((MultiLayerNetwork) copy);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        gradient.gradientForVariable().forEach((key, values) -> gradients.put(key, values.dup()));
        return gradients;
    }

    private Gradient gradient(ComputationGraph graph) {
        MultiDataSet data = requireNonNull(several);
        graph.setInputs(data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.setLayerMaskArrays(data.getFeaturesMaskArrays(), data.getLabelsMaskArrays());
        graph.computeGradientAndScore();
        new ComputationGraphUpdater(graph)
                .update(graph.gradient(), 0, 0, graph.batchSize(), LayerWorkspaceMgr.noWorkspaces());
        return graph.gradient();
    }

    private Gradient gradient(MultiLayerNetwork stack) {
        DataSet data = requireNonNull(batch);
        stack.setInput(data.getFeatures());
        stack.setLabels(data.getLabels());
        stack.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        stack.computeGradientAndScore();
        new MultiLayerUpdater(stack)
                .update(stack, stack.gradient(), 0, 0, stack.batchSize(), LayerWorkspaceMgr.noWorkspaces());
        return stack.gradient();
    }

    private static DataSet inDouble(DataSet batch) {
        return new DataSet(
                inDouble(batch.getFeatures()),
                inDouble(batch.getLabels()),
                inDouble(batch.getFeaturesMaskArray()),
                inDouble(batch.getLabelsMaskArray()));
    }

    private static MultiDataSet inDouble(org.nd4j.linalg.dataset.api.MultiDataSet batch) {
        return new MultiDataSet(
                inDouble(batch.getFeatures()),
                inDouble(batch.getLabels()),
                batch.getFeaturesMaskArrays() == null ? null : inDouble(batch.getFeaturesMaskArrays()),
                batch.getLabelsMaskArrays() == null ? null : inDouble(batch.getLabelsMaskArrays()));
    }

    private static INDArray[] inDouble(INDArray[] arrays) {
        return Stream.of(arrays).map(GradientCheck::inDouble).toArray(INDArray[]::new);
    }

    private static @Nullable INDArray inDouble(@Nullable INDArray array) {
        return array == null ? null : array.castTo(DataType.DOUBLE);
    }
}
