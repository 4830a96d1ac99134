package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.listeners.capture.TensorView;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records one network's training for {@link Peer}s: a listener that reads every iteration and keeps numbers only. Its
 * user says when an epoch has ended, and with which accuracy; training by {@code fit(DataSet)} knows no epochs.
 *
 * <p>Gradients are read before clipping and updater, as the peers' own frameworks hand them out, and divided as
 * Deeplearning4j is going to divide them. Graph vertices that are no layers aren't recorded.
 */
public final class PeerRecorder extends BaseTrainingListener {
    private final TrainingPlan plan;
    private final List<RecordedLayer> layers = new ArrayList<>();
    private final List<PeerIteration> iterations = new ArrayList<>();
    private final List<PeerTrace.EpochEnd> epochs = new ArrayList<>();

    private @Nullable Model bound;
    private double inputMinimum = Double.NaN;
    private double inputMaximum = Double.NaN;
    private double score = Double.NaN;
    private double dataLoss = Double.NaN;

    public PeerRecorder(TrainingPlan plan) {
        this.plan = plan;
    }

    /** An epoch has ended; NaN where the task has no accuracy. Does nothing if no iteration was made since the last. */
    public void epochEnded(double accuracy) {
        int last = iterations.size() - 1;
        if (last >= firstOfEpoch()) {
            epochs.add(new PeerTrace.EpochEnd(last, accuracy));
        }
    }

    private int firstOfEpoch() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).lastIteration() + 1;
    }

    /** What was recorded so far. */
    public PeerTrace trace() {
        return new PeerTrace(plan, layers.stream().map(RecordedLayer::layer).toList(), iterations, epochs);
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        if (isMine(model)) {
            readInput(List.of(activations.get(0)));
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).readActivation(i + 1 < activations.size() ? activations.get(i + 1) : null);
            }
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        if (isMine(model) && model instanceof ComputationGraph graph) {
            readInput(graph.getConfiguration().getNetworkInputs().stream()
                    .map(activations::get)
                    .toList());
            for (RecordedLayer layer : layers) {
                layer.readActivation(activations.get(layer.layer().name()));
            }
        }
    }

    private void readInput(List<INDArray> inputs) {
        inputMinimum = Double.POSITIVE_INFINITY;
        inputMaximum = Double.NEGATIVE_INFINITY;
        for (INDArray input : inputs) {
            Summary summary = Summary.of(TensorView.of(input).toArray());
            inputMinimum = Math.min(inputMinimum, summary.minimum());
            inputMaximum = Math.max(inputMaximum, summary.maximum());
        }
    }

    @Override
    public void onGradientCalculation(Model model) {
        if (isMine(model)) {
            double divisor = model.conf().isMiniBatch() ? model.batchSize() : 1;
            Map<String, INDArray> gradients = model.gradient().gradientForVariable();
            layers.forEach(layer -> layer.readGradient(gradients, divisor));
            score = model.score();
            dataLoss = score - regularization(model);
        }
    }

    private static double regularization(Model model) {
        return model instanceof ComputationGraph graph
                ? graph.calcRegularizationScore(true)
                : ((MultiLayerNetwork) model).calcRegularizationScore(true);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (isMine(model)) {
            Map<String, INDArray> updates = model.gradient().gradientForVariable();
            iterations.add(new PeerIteration(
                    iterations.size(),
                    epochs.size(),
                    iterations.size() - firstOfEpoch(),
                    score,
                    dataLoss,
                    inputMinimum,
                    inputMaximum,
                    layers.stream().map(layer -> layer.complete(updates)).toList()));
        }
    }

    /** Binds to the first network that calls; others are passed over. */
    @SuppressWarnings("ReferenceEquality") // One network, not one equal to it.
    private boolean isMine(Model model) {
        if (bound == null && (model instanceof MultiLayerNetwork || model instanceof ComputationGraph)) {
            if (model.conf().getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
                throw new IllegalArgumentException(model.conf().getOptimizationAlgo()
                        + " makes several passes in one iteration and can't be recorded for peers: train with"
                        + " STOCHASTIC_GRADIENT_DESCENT");
            }
            bound = model;
            for (WatchedLayer layer : WatchedNetwork.of(model).layers()) {
                if (layer.anatomy() != null) {
                    layers.add(new RecordedLayer(layer));
                }
            }
        }
        return model == bound;
    }
}
