package org.gradientdoctor.listeners.probe;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.WatchedNetwork;

/** The way through a copy: its inputs, its stations in the profile's order, and where a batch is put. */
abstract sealed class Route permits StackRoute, GraphRoute {
    private final List<String> inputs;
    private final List<Station> stations;

    Route(List<String> inputs, List<Station> stations) {
        this.inputs = List.copyOf(inputs);
        this.stations = List.copyOf(stations);
    }

    static Route through(WatchedNetwork copy) {
        Model model = copy.model();
        return model instanceof MultiLayerNetwork stack
                ? new StackRoute(stack, copy)
                : new GraphRoute((ComputationGraph) model);
    }

    /** Names of the network's inputs. */
    final List<String> inputs() {
        return inputs;
    }

    final List<Station> stations() {
        return stations;
    }

    /** Stations that compute a loss, in the order of the labels. */
    abstract List<Integer> outputs();

    /** How many arrays of labels the network takes. */
    abstract int labelArrays();

    /** Which array of labels belongs to a station that computes a loss. */
    abstract int labelOf(int station);

    /** Puts masks, labels and what else layers ask the network for in their places. */
    abstract void load(ProbeBatch batch);

    /** Before the score is computed, as Deeplearning4j does it then. */
    abstract void prepareScore(ProbeBatch batch);

    abstract double regularization();

    /** Whether a vertex stacks or splits examples, so that labels may have other rows than features. */
    abstract boolean changesRows();

    /** Lets go of the batch. */
    abstract void clear();

    /** Position of what a station reads, among the stations; negative for a network input. */
    final int stationOf(int source) {
        return source - inputs.size();
    }

    /** The stations that read the network input at this position. */
    final List<Integer> readersOf(int input) {
        return IntStream.range(0, stations.size())
                .filter(s -> stations.get(s).sources().contains(input))
                .boxed()
                .toList();
    }

    /** Whether another station reads from this one. */
    final boolean isRead(int station) {
        return stations.stream().anyMatch(other -> other.sources().contains(inputs.size() + station));
    }
}
