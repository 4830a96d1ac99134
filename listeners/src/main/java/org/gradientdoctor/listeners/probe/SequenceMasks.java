package org.gradientdoctor.listeners.probe;

import java.util.HashMap;
import java.util.Map;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which steps belong to the sequence at each station. Deeplearning4j's LSTMs don't tell, as they run through padding; so
 * where a layer has no mask of its own, it is that of the input it depends on.
 */
final class SequenceMasks {
    private final WatchedNetwork network;
    private final Route route;
    private final ProbeBatch batch;
    private final Map<Integer, @Nullable INDArray> inherited = new HashMap<>();

    SequenceMasks(WatchedNetwork network, Route route, ProbeBatch batch) {
        this.network = network;
        this.route = route;
        this.batch = batch;
    }

    /** [examples, steps], though for layers without steps it may be of another length than anything of theirs. */
    @Nullable
    INDArray of(int station) {
        LayerAnatomy anatomy = network.layers().get(station).anatomy();
        INDArray own = anatomy == null ? null : anatomy.running().getMaskArray();
        // Layers over time have theirs in one column.
        return own == null || own.size(0) != batch.rows() ? inherited(station) : own;
    }

    private @Nullable INDArray inherited(int station) {
        if (!inherited.containsKey(station)) {
            INDArray found = null;
            for (int source : route.stations().get(station).sources()) {
                int above = route.stationOf(source);
                INDArray mask = above < 0 ? batch.featureMask(source) : inherited(above);
                found = found == null ? mask : found;
            }
            inherited.put(station, found);
        }
        return inherited.get(station);
    }
}
