package org.gradientdoctor.remedies.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.LiveLayers;
import org.gradientdoctor.remedies.surgery.RateSchedule;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * All learning rates of a network, times one factor: those of biases, of wrapped layers and of schedules included.
 *
 * <p>Deeplearning4j shares updaters between a network, its clones and others of the same configuration, so that a rate set
 * in one would change them all. Before the first change the network is given updaters of its own, on the state it has:
 * equal to those before, so that the state's order stays.
 */
final class LearningRates {
    /**
     * One updater of the configuration.
     *
     * @param original as the user has set it
     * @param own what the network has in its place
     */
    private record Rated(IUpdater original, IUpdater own) {
        void follow(double times, int iteration, int epoch) {
            own.setLrAndSchedule(times * original.getLearningRate(iteration, epoch), null);
        }
    }

    private final NetworkState network;
    private final List<Rated> updaters = new ArrayList<>();
    /** Those whose schedule cannot be scaled, and so is followed value by value. */
    private final List<Rated> followed = new ArrayList<>();

    private double factor = 1;

    LearningRates(NetworkState network) {
        this.network = network;
    }

    /** Rates over those the user has set. */
    double factor() {
        return factor;
    }

    /** Sets all rates to so many times what the user has set. */
    void set(double times) {
        if (updaters.isEmpty()) {
            takeOver();
        }
        factor = times;
        followed.clear();
        int iteration = Math.toIntExact(network.iteration());
        for (Rated rated : updaters) {
            Optional<ISchedule> schedule = RateSchedule.of(rated.original());
            Optional<ISchedule> scaled = factor == 1
                    ? schedule.map(ISchedule::clone)
                    : schedule.flatMap(course -> ScaledSchedule.of(course, factor));
            if (scaled.isPresent()) {
                rated.own().setLrAndSchedule(Double.NaN, scaled.get());
            } else {
                rated.follow(factor, iteration, network.epoch());
                // A fixed rate is set once, so that one the user sets later stays until the next change.
                schedule.ifPresent(course -> followed.add(rated));
            }
        }
    }

    /** Sets the rates that are followed value by value. */
    void beforeStep() {
        int iteration = Math.toIntExact(network.iteration());
        for (Rated rated : followed) {
            rated.follow(factor, iteration, network.epoch());
        }
    }

    private void takeOver() {
        for (LayerDraft layer : LiveLayers.of(network.model())) {
            layer.training().replaceUpdaters(updater -> {
                IUpdater own = updater.clone();
                if (updater.hasLearningRate()) {
                    updaters.add(new Rated(updater, own));
                }
                return own;
            });
        }
        // Blocks of parameters keep the updaters they were built with.
        INDArray state = network.updaterState();
        if (network.model() instanceof MultiLayerNetwork stack) {
            stack.setUpdater(new MultiLayerUpdater(stack, state));
        } else if (network.model() instanceof ComputationGraph graph) {
            graph.setUpdater(new ComputationGraphUpdater(graph, state));
        }
    }
}
