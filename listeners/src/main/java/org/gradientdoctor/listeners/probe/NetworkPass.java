package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.probe.Station.Backward;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One forward and one backward pass through a copy, station by station. Where a station fails, the rest goes on as far as
 * it does not depend on it.
 *
 * <p>The loss is the sum over examples, as Deeplearning4j's passes have it, so errors are per example.
 */
final class NetworkPass {
    private final Route route;
    private final ProbeBatch batch;
    private final List<PassObserver> observers;
    /** Activations by source: network inputs, then stations. */
    private final Map<Integer, INDArray> activations = new HashMap<>();

    /** ∂loss/∂activation by station, while on their way: layers write over them. */
    private final Map<Integer, INDArray> arriving = new HashMap<>();

    /** In the order they happened: what fails first takes others with it. */
    private final Map<Integer, String> failures = new LinkedHashMap<>();

    /** Frozen stations, which fail in order to do what training does. */
    private final Set<Integer> stopped = new HashSet<>();

    private final Map<String, INDArray> gradients = new LinkedHashMap<>();
    /** The score, once it was asked for. */
    private @Nullable Double score;

    NetworkPass(Route route, ProbeBatch batch, List<PassObserver> observers) {
        this.route = route;
        this.batch = batch;
        this.observers = observers;
    }

    /**
     * @throws IllegalArgumentException if a layer refuses the batch
     */
    void forward() {
        route.load(batch);
        INDArray[] features = batch.ownFeatures();
        for (int i = 0; i < features.length; i++) {
            activations.put(i, features[i]);
        }
        for (int s = 0; s < route.stations().size(); s++) {
            forward(s);
        }
    }

    private void forward(int index) {
        Station station = route.stations().get(index);
        List<INDArray> inputs = new ArrayList<>();
        for (int source : station.sources()) {
            INDArray input = activations.get(source);
            if (input == null) {
                failures.put(index, "it reads from " + name(source) + ", whose forward pass could not be made");
                return;
            }
            inputs.add(input);
        }
        IOutputLayer output = station.output();
        try {
            if (output != null && !route.isRead(index)) {
                station.receive(inputs);
            } else {
                INDArray activation = station.forward(inputs);
                activations.put(route.inputs().size() + index, activation);
                observers.forEach(observer -> observer.activation(index, activation));
            }
        } catch (DL4JInvalidInputException e) {
            throw new IllegalArgumentException(
                    batch.name() + " does not fit the network at layer " + station.name() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            failures.put(index, "its forward pass threw " + e);
            return;
        }
        if (output != null) {
            requireComparable(station, output);
        }
    }

    private void requireComparable(Station station, IOutputLayer output) {
        INDArray compared = output.input();
        INDArray labels = output.getLabels();
        String misfit = compared == null || labels == null
                ? null
                : ExpectedShape.lossMisfit(LayerAnatomy.of(output), compared, labels);
        if (misfit != null) {
            throw new IllegalArgumentException(batch.name() + " does not fit the network: its labels have shape "
                    + Arrays.toString(labels.shape()) + ", but output layer " + station.name() + " compares them with "
                    + misfit);
        }
    }

    private String name(int source) {
        int station = route.stationOf(source);
        return station < 0
                ? "input " + route.inputs().get(source)
                : "layer " + route.stations().get(station).name();
    }

    void backward() {
        for (int s = route.stations().size() - 1; s >= 0; s--) {
            if (!failures.containsKey(s)) {
                backward(s);
            }
        }
    }

    private void backward(int index) {
        Station station = route.stations().get(index);
        if (station.isFrozen()) {
            // Deeplearning4j passes it over, and hands nothing to what is below.
            stopped.add(index);
            failures.put(index, "it is frozen, and Deeplearning4j stops back-propagation at it");
            return;
        }
        INDArray error = arriving.get(index);
        if (station.output() == null) {
            String hindrance = hindrance(index);
            if (hindrance != null || error == null) {
                failures.put(index, hindrance == null ? "no output with a loss depends on it" : hindrance);
                return;
            }
            observers.forEach(observer -> observer.arrival(index, error));
        }
        Backward result;
        try {
            result = station.backward(error);
        } catch (RuntimeException e) {
            failures.put(index, "its backward pass threw " + e);
            return;
        }
        Gradient gradient = result.gradient();
        if (gradient != null) {
            gradient.gradientForVariable().forEach((parameter, array) -> {
                if (array != null) {
                    gradients.put(station.key() + "_" + parameter, array);
                }
            });
        }
        handDown(index, station, result.errors());
    }

    /** Why what arrives at a station is not all that should; null where it is, or frozen readers hand down nothing. */
    private @Nullable String hindrance(int index) {
        String frozen = null;
        for (int s = index + 1; s < route.stations().size(); s++) {
            Station reader = route.stations().get(s);
            if (!reader.sources().contains(route.inputs().size() + index) || !failures.containsKey(s)) {
                continue;
            }
            if (!stopped.contains(s)) {
                return "no error came from layer " + reader.name() + ", which reads from it";
            }
            frozen = "layer " + reader.name()
                    + ", which reads from it, is frozen, and Deeplearning4j stops back-propagation there";
        }
        return arriving.containsKey(index) ? null : frozen;
    }

    private void handDown(int index, Station station, List<@Nullable INDArray> errors) {
        for (int input = 0; input < Math.min(errors.size(), station.sources().size()); input++) {
            INDArray error = errors.get(input);
            if (error == null) {
                continue;
            }
            int at = input;
            observers.forEach(observer -> observer.error(index, at, error));
            int below = route.stationOf(station.sources().get(input));
            if (below >= 0) {
                arriving.merge(below, error, INDArray::add);
            }
        }
    }

    /** Whether every output has a score, which is then {@link #score()}. */
    boolean isScored() {
        if (score == null && route.outputs().stream().noneMatch(failures::containsKey)) {
            computeScore();
        }
        return score != null;
    }

    /** The score as Deeplearning4j reports it. */
    double score() {
        return Objects.requireNonNull(score, "asked only where there is one");
    }

    private void computeScore() {
        route.prepareScore(batch);
        double rest = route.regularization();
        double sum = 0;
        for (int station : route.outputs()) {
            IOutputLayer output =
                    Objects.requireNonNull(route.stations().get(station).output(), "an output has an output layer");
            try {
                sum += output.computeScore(rest, true, LayerWorkspaceMgr.noWorkspaces());
            } catch (RuntimeException e) {
                failures.put(station, "its score could not be computed: " + e);
                return;
            }
            rest = 0;
        }
        score = sum;
    }

    /** The station that failed first, and why; empty where only frozen ones stopped. */
    Optional<String> firstFault() {
        return failures.keySet().stream()
                .filter(s -> !stopped.contains(s))
                .findFirst()
                .map(s -> "in layer " + route.stations().get(s).name() + " " + failures.get(s));
    }

    /** Whether all was done that training does: nothing failed but frozen stations, where training's pass stops as well. */
    boolean isAsInTraining() {
        return isScored() && stopped.containsAll(failures.keySet());
    }

    /** Why a station's pass is not complete; null where it is. */
    @Nullable
    String failure(int station) {
        return failures.get(station);
    }

    /** Gradients of all parameters reached, summed over examples, as views of the copy's gradient array. */
    Map<String, INDArray> gradients() {
        return gradients;
    }
}
