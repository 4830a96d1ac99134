package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;

/** Prescribes other learning rates; the ratios between layers stay. */
final class RatePrescriptions {
    private static final double CAUTIOUS = .2;
    /** Times the critical rate up to which a warm-up is worth a try (the catapult of Lewkowycz et al. 2020 ends at 4). */
    private static final double MODERATE = 4;

    private static final int WARM_UP = 200;
    private static final double TENFOLD = 10;
    /** Adam's default (Kingma &amp; Ba 2015). */
    private static final double ADAMS_OWN = 1e-3;

    private final Patient patient;

    RatePrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Half of the critical rate where a probe measured it, else what the first readings ask for; empty without rates. */
    Optional<Prescription> measured() {
        return CriticalRate.of(patient.trace())
                .filter(critical -> critical.dose() > 1)
                .flatMap(critical -> scaled(new RateTarget(
                        CriticalRate.SAFE / critical.dose(),
                        "half of the smallest rate that raises the loss of its own batch, "
                                + Figure.of(critical.rate()))))
                .or(() -> scaled(RateTarget.of(patient.trace().full())));
    }

    /**
     * A higher rate: half of the critical one, or with updaters whose steps do not follow the gradient's size what fits
     * the weights and is at least Adam's own, whichever is smaller; where no critical one was measured, what brings steps to a healthy size. Empty
     * where nothing was measured or the rate is no lower than that already.
     */
    Optional<Prescription> raised() {
        Map<String, LayerRate> present = patient.rates();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        double largest = largest(present);
        Optional<CriticalRate> critical = CriticalRate.of(patient.trace());
        double target = critical.map(found -> CriticalRate.SAFE * found.rate()).orElse(Double.NaN);
        String why = critical.map(found ->
                        "half of the smallest rate that raises the loss of its own batch, " + Figure.of(found.rate()))
                .orElse("");
        double size = WeightSizes.median(patient.trace());
        double usual = Math.max(ADAMS_OWN, RateTarget.HEALTHY_RATIO * size);
        if (patient.isAdaptive() && size > 0 && !(target <= usual)) {
            target = usual;
            why = "such an updater moves weights by about its rate in a step; their median size is " + Figure.of(size)
                    + ", and " + Figure.of(usual) + " is "
                    + (usual > ADAMS_OWN
                            ? Figure.of(RateTarget.HEALTHY_RATIO) + " of it"
                            : "what Adam was published with and trains most networks");
        } else if (Double.isNaN(target)) {
            double ratio = RateTarget.updateRatio(patient.trace().full());
            target = largest * RateTarget.HEALTHY_RATIO / ratio;
            why = "one step moves weights by " + Figure.of(ratio) + " of their size ("
                    + Figure.of(RateTarget.HEALTHY_RATIO) + " is healthy)";
        }
        if (!(target > largest && target < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        double rate = RoundedRate.atMost(target);
        return rate > largest
                ? Optional.of(new Prescription(
                        List.of(new TuneLearningRate(rates(present, rate, largest), RateCourse.constant())),
                        "The learning rate goes up from " + Figure.of(largest) + " to " + Figure.of(rate) + ": " + why
                                + "."))
                : Optional.empty();
    }

    /** The rate as it is, after a warm-up, where it is not far above the critical one of the first steps. */
    Optional<Prescription> warmedUp() {
        Map<String, LayerRate> present = patient.rates();
        return CriticalRate.of(patient.trace())
                .filter(critical -> critical.dose() > 1 && critical.dose() <= MODERATE && !present.isEmpty())
                .map(critical -> new Prescription(
                        List.of(new TuneLearningRate(
                                present, RateCourse.warmUp(patient.draft().iterations(), WARM_UP))),
                        "The rate is " + Figure.of(critical.dose()) + " times the critical one of these weights, "
                                + Figure.of(critical.rate()) + "; such a rate may do once the first steps have led to"
                                + " flatter ground, so it is approached over " + WARM_UP + " iterations."));
    }

    private static double largest(Map<String, LayerRate> present) {
        return present.values().stream().mapToDouble(LayerRate::larger).max().orElse(0);
    }

    private static Map<String, LayerRate> rates(Map<String, LayerRate> present, double rate, double largest) {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        present.forEach((layer, of) -> rates.put(layer, largest > 0 ? of.scaled(rate, largest) : LayerRate.of(rate)));
        return rates;
    }

    /** Ten times the rate, where nothing tells by how much it is too low; empty without rates. */
    Optional<Prescription> raisedBlindly() {
        Map<String, LayerRate> present = patient.rates();
        double largest = largest(present);
        if (!(largest > 0)) {
            return Optional.empty();
        }
        double rate = RoundedRate.atMost(largest * TENFOLD);
        return Optional.of(new Prescription(
                List.of(new TuneLearningRate(rates(present, rate, largest), RateCourse.constant())),
                "The learning rate goes up from " + Figure.of(largest) + " to " + Figure.of(rate)
                        + ": no reading tells by how much it is too low, so ten times is tried."));
    }

    /** A fifth, for weights that are drawn anew: how far a step moved the old ones says nothing about them. */
    Optional<Prescription> cautious() {
        return scaled(new RateTarget(CAUTIOUS, "no reading exists of the new weights, so a fifth is tried"));
    }

    private Optional<Prescription> scaled(RateTarget target) {
        Map<String, LayerRate> present = patient.rates();
        double largest = largest(present);
        if (!(largest > 0)) {
            return Optional.empty();
        }
        double rate = RoundedRate.atMost(largest * target.factor());
        return Optional.of(new Prescription(
                List.of(new ReduceLearningRate(rates(present, rate, largest))),
                "The learning rate goes from " + Figure.of(largest) + " to " + Figure.of(rate) + ": "
                        + target.evidence() + "." + new ClippingPrescriptions(patient).insteadOfClipping()));
    }
}
