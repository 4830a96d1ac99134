package org.gradientdoctor.remedies.guard;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parts of a network's training state that a guard reads and writes, for both network classes. */
final class NetworkState {
    private final Model model;

    NetworkState(Model model) {
        this.model = model;
    }

    static boolean isNetwork(Model model) {
        return model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
    }

    Model model() {
        return model;
    }

    INDArray parameters() {
        return model.params();
    }

    /** The updater's state, all of it in one array; null where it has none. */
    @Nullable
    INDArray updaterState() {
        return model instanceof MultiLayerNetwork stack
                ? stack.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
    }

    /** Whether parameters and updater state are finite. A squared gradient that overflows in the state holds a weight still for good. */
    boolean isFinite() {
        INDArray state = updaterState();
        return isFinite(parameters()) && (state == null || isFinite(state));
    }

    /** Features and labels of the batch at hand. */
    List<INDArray> batch() {
        Stream<INDArray> inputs = model instanceof MultiLayerNetwork stack
                ? Stream.of(stack.getInput())
                : Stream.of(((ComputationGraph) model).getInputs());
        Stream<INDArray> labels = Stream.of(layers())
                .filter(IOutputLayer.class::isInstance)
                .map(layer -> ((IOutputLayer) layer).getLabels());
        return Stream.concat(inputs, labels).filter(Objects::nonNull).toList();
    }

    /** Before the updater: the gradient; after it: the update. */
    INDArray flatGradient() {
        return model.gradient().gradient();
    }

    long iteration() {
        return BaseOptimizer.getIterationCount(model);
    }

    int epoch() {
        return BaseOptimizer.getEpochCount(model);
    }

    double loss() {
        return model.score();
    }

    void setLoss(double loss) {
        if (model instanceof MultiLayerNetwork stack) {
            stack.setScore(loss);
        } else {
            ((ComputationGraph) model).setScore(loss);
        }
    }

    /** Whether one iteration is one forward pass, one backward pass and one step. */
    boolean stepsDirectly() {
        return model.conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT;
    }

    Layer[] layers() {
        return model instanceof MultiLayerNetwork stack ? stack.getLayers() : ((ComputationGraph) model).getLayers();
    }

    boolean isTruncated() {
        BackpropType type = model instanceof MultiLayerNetwork stack
                ? stack.getLayerWiseConfigurations().getBackpropType()
                : ((ComputationGraph) model).getConfiguration().getBackpropType();
        return type == BackpropType.TruncatedBPTT;
    }

    Collection<TrainingListener> listeners() {
        return model instanceof MultiLayerNetwork stack
                ? stack.getListeners()
                : ((ComputationGraph) model).getListeners();
    }

    /** Whether no element is NaN or infinite. */
    static boolean isFinite(INDArray array) {
        if (array.isEmpty()) {
            return true;
        }
        // A sum shows every NaN and infinity; one that overflows in narrow arithmetic is taken again in wide.
        boolean narrow = array.dataType() != DataType.DOUBLE;
        boolean half = array.dataType() == DataType.FLOAT16 || array.dataType() == DataType.BFLOAT16;
        double sum = half
                ? array.castTo(DataType.FLOAT).sumNumber().doubleValue()
                : array.sumNumber().doubleValue();
        return Double.isFinite(sum)
                || (narrow
                        && Double.isFinite(
                                array.castTo(DataType.DOUBLE).sumNumber().doubleValue()));
    }
}
