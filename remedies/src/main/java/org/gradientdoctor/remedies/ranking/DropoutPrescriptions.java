package org.gradientdoctor.remedies.ranking;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/**
 * Prescribes less dropout where its masks leave next to nothing of an example. A unit of a layer that keeps activations
 * with probability p reads {@code sum w h m / p}. At weights as drawn, which sum without regard to each other, the
 * variance over masks is (1 - p) / p times that over examples with mean zero, so that a share of p of what arrives is the
 * example's and the rest is noise; layers one behind the other leave the product of their p. Learned weights do better:
 * they add up what belongs together, which is how a network learns under one or two layers of dropout at all.
 */
final class DropoutPrescriptions {
    /** Of the variance. Three layers of one half, which is common (Srivastava et al. 2014), leave an eighth. */
    private static final double LEAST = .1;
    /** What the prescribed dropout leaves: as much signal as noise. */
    private static final double ENOUGH = .5;

    private final Patient patient;

    DropoutPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Dropout that leaves half of the variance at the output to examples; empty where what there is leaves a tenth. */
    Optional<Prescription> lighter() {
        return narrowest().filter(way -> way.share() < LEAST).flatMap(this::lighter);
    }

    private Optional<Prescription> lighter(Way way) {
        double retained = Math.floor(100 * Math.pow(ENOUGH, 1.0 / way.droppers())) / 100;
        Map<String, Double> targets = new LinkedHashMap<>();
        double least = 1;
        for (LayerDraft layer : patient.draft().layers()) {
            double now = ReduceDropout.retainedBy(patient.draft(), layer);
            if (now < retained) {
                targets.put(layer.name(), retained);
                least = Math.min(least, now);
            }
        }
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ReduceDropout(targets)),
                        "Dropout keeps " + Figure.of(least)
                                + " of what a layer reads where it keeps least. At weights as"
                                + " drawn it leaves " + Figure.of(way.share()) + " of the variance at the output to the"
                                + " examples, through " + way.droppers() + " layers that drop; the rest is noise of its"
                                + " masks. Keeping " + Figure.of(retained) + " leaves half."));
    }

    /** Of the widest way to each output, the one that leaves least; empty where the network has no layers. */
    private Optional<Way> narrowest() {
        Map<String, Way> ways = new LinkedHashMap<>();
        Set<String> read = new LinkedHashSet<>();
        for (LayerDraft layer : patient.draft().layers()) {
            read.addAll(layer.inputs());
            Way widest = layer.inputs().stream()
                    .map(input -> ways.getOrDefault(input, Way.BEGINNING))
                    .max(Comparator.comparingDouble(Way::share))
                    .orElse(Way.BEGINNING);
            ways.put(layer.name(), widest.through(ReduceDropout.retainedBy(patient.draft(), layer)));
        }
        return ways.entrySet().stream()
                .filter(end -> !read.contains(end.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.comparingDouble(Way::share));
    }

    /**
     * From an input to behind a layer.
     *
     * @param share of the variance that is the examples'
     * @param droppers how many layers on it drop something
     */
    private record Way(double share, int droppers) {
        static final Way BEGINNING = new Way(1, 0);

        Way through(double retained) {
            return retained < 1 ? new Way(share * retained, droppers + 1) : this;
        }
    }
}
