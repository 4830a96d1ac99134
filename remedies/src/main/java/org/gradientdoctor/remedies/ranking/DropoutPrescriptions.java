package org.gradientdoctor.remedies.ranking;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * example's and the rest is noise (alpha dropout leaves less). Layers one behind the other leave the product of theirs.
 * Learned weights do better: they add up what belongs together, which is how a network learns under one or two layers of
 * dropout at all.
 */
final class DropoutPrescriptions {
    /** Of the variance. Three layers of one half, which is common (Srivastava et al. 2014), leave an eighth. */
    private static final double LEAST = .1;
    /** What the prescribed dropout leaves at least: as much signal as noise. */
    private static final double ENOUGH = .5;

    private final Patient patient;

    DropoutPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Dropout that leaves at least half of the variance at every output; empty where what there is leaves a tenth. */
    Optional<Prescription> lighter() {
        List<Way> ends = ends();
        double left = ends.stream().mapToDouble(Way::share).min().orElse(1);
        if (left >= LEAST) {
            return Optional.empty();
        }
        int droppers = ends.stream().mapToInt(Way::droppers).max().orElseThrow();
        double share = 1 - RoundedRate.atMost(1 - Math.pow(ENOUGH, 1.0 / droppers));
        Map<String, Double> targets = new LinkedHashMap<>();
        double least = 1;
        for (LayerDraft layer : patient.draft().layers()) {
            double now = ReduceDropout.retainedBy(patient.draft(), layer);
            if (now == 1) {
                continue;
            }
            double then = 1 - RoundedRate.atMost(1 - ReduceDropout.leaving(layer, share));
            if (now < then) {
                targets.put(layer.name(), then);
                least = Math.min(least, now);
            }
        }
        return Optional.of(new Prescription(
                List.of(new ReduceDropout(targets)),
                "Dropout keeps " + Figure.of(least) + " of what a layer reads where it keeps least. At weights as drawn"
                        + " it leaves " + Figure.of(left)
                        + " of the variance at the output to the examples, and the rest"
                        + " is noise of its masks; through " + droppers + " layers that leave " + Figure.of(share)
                        + " each it would be " + Figure.of(Math.pow(share, droppers)) + "."));
    }

    /** The widest way to each output. */
    private List<Way> ends() {
        Map<String, Way> ways = new LinkedHashMap<>();
        Set<String> read = new HashSet<>();
        for (LayerDraft layer : patient.draft().layers()) {
            read.addAll(layer.inputs());
            Way widest = layer.inputs().stream()
                    .map(input -> ways.getOrDefault(input, Way.BEGINNING))
                    .max(Comparator.comparingDouble(Way::share))
                    .orElse(Way.BEGINNING);
            ways.put(layer.name(), widest.through(ReduceDropout.leftBy(patient.draft(), layer)));
        }
        ways.keySet().removeAll(read);
        return List.copyOf(ways.values());
    }

    /**
     * From an input to behind a layer.
     *
     * @param share of the variance that is the examples'
     * @param droppers how many layers on it drop something
     */
    private record Way(double share, int droppers) {
        static final Way BEGINNING = new Way(1, 0);

        Way through(double left) {
            return left < 1 ? new Way(share * left, droppers + 1) : this;
        }
    }
}
