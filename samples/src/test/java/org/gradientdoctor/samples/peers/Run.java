package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.peers.PeerLayer.Function;

/** A training run written down by hand. Its layers are named {@code first}, {@code second}, …. */
final class Run {
    private static final List<String> NAMES = List.of("first", "second", "third");

    private final TrainingPlan plan;
    private final List<PeerLayer> layers;
    private final List<PeerIteration> iterations = new ArrayList<>();
    private final List<PeerTrace.EpochEnd> epochs = new ArrayList<>();
    private double inputMaximum = 1;

    private Run(TrainingPlan plan, Function... functions) {
        this.plan = plan;
        this.layers = IntStream.range(0, functions.length)
                .mapToObj(i -> new PeerLayer(NAMES.get(i), functions[i]))
                .toList();
    }

    /** Of three classes, with the constant answer 1. */
    static Run of(int epochs, int iterations, Function... functions) {
        return new Run(new TrainingPlan(epochs, iterations, 3, 1), functions);
    }

    Run inputUpTo(double maximum) {
        inputMaximum = maximum;
        return this;
    }

    Run iteration(double loss, LayerSpec... specs) {
        iterations.add(new PeerIteration(
                iterations.size(),
                epochs.size(),
                0,
                loss,
                loss,
                -1,
                inputMaximum,
                Arrays.stream(specs).map(LayerSpec::build).toList()));
        return this;
    }

    /** Iterations with a loss that falls by a hundredth each and this one layer. */
    Run iterations(int count, IntFunction<LayerSpec> layer) {
        for (int i = 0; i < count; i++) {
            int at = iterations.size();
            iteration(Math.pow(.99, at), layer.apply(at));
        }
        return this;
    }

    /** An epoch of a single iteration with unsuspicious layers. */
    Run epoch(double accuracy) {
        int at = iterations.size();
        LayerSpec[] specs =
                layers.stream().map(layer -> LayerSpec.fine().moving(at)).toArray(LayerSpec[]::new);
        return iteration(Math.pow(.99, at), specs).epochEnd(accuracy);
    }

    Run epochEnd(double accuracy) {
        epochs.add(new PeerTrace.EpochEnd(iterations.size() - 1, accuracy));
        return this;
    }

    PeerTrace trace() {
        return new PeerTrace(plan, layers, iterations, epochs);
    }
}
