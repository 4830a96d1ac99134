package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/** Prescribes ways past layers, and fewer of them. */
final class StructurePrescriptions {
    /** Layers with weights that a skip leads around, as in the networks of He et al. (2016). */
    private static final int BLOCK = 2;
    /** Fewer layers with weights are not too many. */
    private static final int DEEP = 5;
    /** What a layer is taken to pass on where nothing was read. */
    private static final double UNREAD = .5;

    private final Patient patient;

    StructurePrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Skip connections around blocks of two layers; empty where no run of layers is long enough. */
    Optional<Prescription> skips(AddSkipConnections.Form form) {
        List<SkipBlock> blocks = AddSkipConnections.blocks(patient.draft(), BLOCK);
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        String start = form == AddSkipConnections.Form.GATED_BRANCH
                ? "each block starts as the identity"
                : "branches are scaled by " + Figure.of(1 / Math.sqrt(blocks.size())) + " so that sums do not grow";
        return Optional.of(new Prescription(
                List.of(new AddSkipConnections(blocks, form, patient.seed())),
                "Skip connections around " + blocks.size() + (blocks.size() == 1 ? " block" : " blocks") + " of "
                        + BLOCK + " layers give the signal a way on which nothing is lost, whatever the "
                        + patient.weighted() + " layers do to it; " + start + "."));
    }

    /** Half as many hidden layers, without those that pass on the least; empty for networks that are not deep. */
    Optional<Prescription> fewerLayers() {
        int depth = patient.weighted();
        if (depth < DEEP) {
            return Optional.empty();
        }
        Map<String, Double> read = transmitted();
        Map<String, Double> transmitted = new LinkedHashMap<>();
        patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen())
                .forEach(layer ->
                        transmitted.put(layer.name(), read.isEmpty() ? UNREAD : read.getOrDefault(layer.name(), 1.0)));
        List<Removal> removals = ReduceDepth.leastTransmitting(patient.draft(), transmitted, depth / 2);
        return removals.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ReduceDepth(removals, patient.seed())),
                        "Without " + removals.size() + " of its " + depth
                                + " layers the signal is lost or grown fewer times"
                                + (read.isEmpty()
                                        ? "; which of them pass on the least was not read."
                                        : "; these pass on the least of it.")));
    }

    /** The error's size at the layer before over that at this layer, by name; empty where it was not read. */
    private Map<String, Double> transmitted() {
        Optional<IterationReading> reading = Stream.concat(
                        patient.trace().full().stream(),
                        patient.trace().probes().stream().map(ProbeReading::reading))
                .filter(found -> found.layers().stream().anyMatch(layer -> layer.signal() != null))
                .findFirst();
        Map<String, Double> shares = new LinkedHashMap<>();
        double before = Double.NaN;
        for (LayerDraft layer : patient.draft().layers()) {
            double size = reading.flatMap(found -> found.layer(layer.name()))
                    .map(StructurePrescriptions::size)
                    .orElse(Double.NaN);
            if (size > 0 && before >= 0) {
                shares.put(layer.name(), before / size);
            }
            before = Double.isNaN(size) ? before : size;
        }
        return shares;
    }

    private static double size(LayerReading layer) {
        var signal = layer.signal();
        return signal == null ? Double.NaN : signal.delta().rms();
    }
}
