package org.gradientdoctor.remedies.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training that can be measured and then go on, on whatever thread: the seed and what became of it, the order of the
 * data included, belong to the run. An iteration is a minibatch; truncated back-propagation makes several updates in one.
 *
 * <p>What the training throws ends the run and is kept as its failure: a network that diverges is a result.
 */
public final class TrialRun {
    /** Full readings over a plan; by count and not by time, so that the same run is always read alike. */
    private static final int READINGS = 100;

    private final Model network;
    private final Minibatches training;
    private final DataOrder order;
    private final GradientHealthListener health;
    private final long seed;
    private double[] losses = new double[0];
    private long root;
    private long node;
    private @Nullable String failure;
    private long nanos;

    /**
     * @param network to be trained; the run's own from now on
     * @param seed of the order of data and of dropout
     * @param planned iterations of a whole training, by which findings go
     */
    public TrialRun(Model network, Minibatches training, long seed, int planned) {
        this.network = network;
        this.training = training;
        this.seed = seed;
        this.order = new DataOrder(training.count(), seed);
        this.health = GradientHealthListener.builder()
                .plannedIterations(planned)
                .fullReadingEvery(Math.max(1, planned / READINGS))
                .quiet()
                .build();
        network.addListeners(health);
    }

    /** Of a copy, which goes on from weights, updater's state and counts, with the same listeners. */
    public static TrialRun ofCopy(Model network, Minibatches training, long seed, int planned) {
        Model copy = Surgery.operate(network, draft -> {});
        List<TrainingListener> listeners = TrainingListeners.of(network);
        if (!listeners.isEmpty()) {
            copy.setListeners(listeners);
        }
        return new TrialRun(copy, training, seed, planned);
    }

    /**
     * Goes on up to so many iterations in all; does nothing where they were made, or the run has failed.
     *
     * @throws StoppedException where the signal says so; the run can go on later
     */
    public void trainTo(int iterations, StopSignal stop) {
        long start = System.nanoTime();
        Random random = Nd4j.getRandom();
        if (losses.length == 0) {
            // Never 0, which ND4J takes for the clock.
            random.setSeed(seed == 0 ? Long.MIN_VALUE : seed);
        } else {
            random.setStates(root, node);
        }
        int done = losses.length;
        losses = Arrays.copyOf(losses, Math.max(done, iterations));
        try {
            while (done < iterations && failure == null) {
                stop.check();
                if (Thread.currentThread().isInterrupted()) {
                    throw new StoppedException("its thread was interrupted");
                }
                losses[done] = step();
                done++;
                if (!Double.isFinite(losses[done - 1])
                        && !NonFiniteParameters.layers(network).isEmpty()) {
                    failure = "parameters were not finite after iteration " + (done - 1);
                }
            }
        } catch (StoppedException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            failure = "training threw at iteration " + done + ": " + e;
        } finally {
            losses = Arrays.copyOf(losses, done);
            root = random.rootState();
            node = random.nodeState();
            nanos += System.nanoTime() - start;
        }
    }

    private double step() {
        fit(network, training.get(order.next()));
        double loss = network.score();
        if (order.endsPass()) {
            endEpoch();
        }
        return loss;
    }

    private static void fit(Model network, MultiDataSet batch) {
        if (network instanceof ComputationGraph graph) {
            graph.fit(batch);
        } else {
            ((MultiLayerNetwork) network)
                    .fit(new DataSet(
                            batch.getFeatures(0),
                            batch.getLabels(0),
                            batch.getFeaturesMaskArray(0),
                            batch.getLabelsMaskArray(0)));
        }
    }

    /** As a fit over an iterator does at the end of a pass, for schedules by epoch. */
    private void endEpoch() {
        for (TrainingListener listener : TrainingListeners.of(network)) {
            listener.onEpochEnd(network);
        }
        if (network instanceof ComputationGraph graph) {
            graph.incrementEpochCount();
        } else {
            ((MultiLayerNetwork) network).incrementEpochCount();
        }
    }

    /** By this metric; NaN where the run has failed. What the metric throws fails the run. */
    public double measure(Metric metric, Minibatches validation) {
        if (failure != null) {
            return Double.NaN;
        }
        try {
            return metric.measure(network, validation);
        } catch (RuntimeException | LinkageError e) {
            failure = "metric " + metric.name() + " threw: " + e;
            return Double.NaN;
        }
    }

    /** The same of other data than the run is judged by: what the metric throws there is NaN, and the run goes on. */
    public double measureAside(Metric metric, Minibatches data) {
        try {
            return failure == null ? metric.measure(network, data) : Double.NaN;
        } catch (RuntimeException | LinkageError e) {
            return Double.NaN;
        }
    }

    /** What is wrong with it, as far as it has come. */
    public Diagnosis diagnosis() {
        return health.diagnosis();
    }

    /** Why it ended before its time; empty where it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** The training losses so far. */
    public LossCurve losses() {
        return LossCurve.of(losses);
    }

    /** Iterations made. */
    public int iterations() {
        return losses.length;
    }

    /** Time spent in training. */
    public long nanos() {
        return nanos;
    }

    /** The network as it is now. */
    public Model network() {
        return network;
    }

    /** The network as it is now, no longer watched by the run: for the user. */
    public Model handOver() {
        TrainingListeners.remove(network, health);
        return network;
    }
}
