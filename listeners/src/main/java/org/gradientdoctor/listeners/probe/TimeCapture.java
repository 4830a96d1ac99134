package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Makes the time profiles of all recurrent layers: keeps the errors that arrive at them, and reads their inputs after. */
final class TimeCapture implements PassObserver {
    private final WatchedNetwork network;
    private final SequenceMasks masks;
    private final Set<Integer> ran = new HashSet<>();
    private final Map<Integer, INDArray> arrived = new HashMap<>();

    TimeCapture(WatchedNetwork network, SequenceMasks masks) {
        this.network = network;
        this.masks = masks;
    }

    private boolean isRecurrent(int station) {
        return network.layers().get(station).profile().role() == LayerRole.RECURRENT;
    }

    @Override
    public void activation(int station, INDArray activation) {
        ran.add(station);
    }

    @Override
    public void arrival(int station, INDArray error) {
        if (isRecurrent(station)) {
            arrived.put(station, error.dup());
        }
    }

    /**
     * After the pass, while layers hold their inputs.
     *
     * @param unread takes a sentence for each layer that can't be read
     */
    List<TimeProfile> read(List<String> unread) {
        List<TimeProfile> profiles = new ArrayList<>();
        for (int station = 0; station < network.layers().size(); station++) {
            if (!isRecurrent(station) || !ran.contains(station)) {
                continue;
            }
            WatchedLayer layer = network.layers().get(station);
            String reason = null;
            if (RecurrentDirection.isReadable(layer.layer())) {
                try {
                    profiles.addAll(profiles(layer, arrived.get(station), masks.of(station)));
                } catch (RuntimeException e) {
                    reason = "its pass through time threw " + e;
                }
            } else {
                reason = layer.profile().type() + " is not a layer whose steps could be told apart";
            }
            if (reason != null) {
                unread.add("the signal over time of layer " + layer.name() + " was not read: " + reason);
            }
        }
        return profiles;
    }

    private static List<TimeProfile> profiles(
            WatchedLayer layer, @Nullable INDArray arriving, @Nullable INDArray mask) {
        List<TimeProfile> profiles = new ArrayList<>();
        for (RecurrentDirection direction : RecurrentDirection.of(layer.layer(), mask)) {
            INDArray error = arriving == null ? null : errorOf(direction, layer.layer(), arriving);
            boolean onlyAtEnd = error != null && isOnlyAtEnd(direction, error);
            profiles.add(new TimePass(direction, StartingErrors.of(direction, error), onlyAtEnd).profile(layer.name()));
        }
        return profiles;
    }

    /** @param error [examples, units, steps], or [examples, units] for the last step alone */
    private static boolean isOnlyAtEnd(RecurrentDirection direction, INDArray error) {
        if (error.rank() == 2) {
            return true;
        }
        double[][] bySteps = Transforms.abs(error).sum(1).toDoubleMatrix();
        for (int e = 0; e < bySteps.length; e++) {
            for (int t = 0; t < bySteps[e].length; t++) {
                if (t != direction.last(e) && bySteps[e][t] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The part of an error that concerns one direction, in its own time.
     *
     * @return [examples, units, steps], or [examples, units] for the last step alone; null where it fits neither
     */
    private static @Nullable INDArray errorOf(RecurrentDirection direction, LayerAnatomy anatomy, INDArray arriving) {
        INDArray error = arriving.rank() == 3 && anatomy.unitDimension(3) == 2 ? arriving.permute(0, 2, 1) : arriving;
        int units = direction.units();
        boolean joined = anatomy.configuration() instanceof Bidirectional && error.size(1) == 2L * units;
        if (joined) {
            int from = direction.backwards() ? units : 0;
            error = error.rank() == 3
                    ? error.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + units), NDArrayIndex.all())
                    : error.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + units));
        }
        if (error.size(1) != units || (error.rank() == 3 && error.size(2) != direction.steps())) {
            return null;
        }
        return direction.backwards() && error.rank() == 3 ? Reversed.steps(error) : error;
    }
}
