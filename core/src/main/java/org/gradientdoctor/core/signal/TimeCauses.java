package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;

/**
 * Causes that act over time steps. Going back one step multiplies the error signal by the recurrent weights and by the
 * slope (Bengio et al. 1994, Pascanu et al. 2013), or by an LSTM's forget gate (Hochreiter and Schmidhuber 1997); the
 * decades of each step add up over the sequence. Each factor is healed as in depth, the length last: half as many steps
 * lose half as much whatever the cause.
 */
final class TimeCauses {
    /** Decades from the last step to the first from which they ask for an explanation: 1 % of the signal is left. */
    private static final double NOTABLE = 2;
    /** Decades per step within which a spectral radius, .8 to 1.25, is usual: what it costs is the length's doing. */
    private static final double USUAL_RADIUS = .1;
    /** Decades per step that tanh's slope, .63 and more, usually costs. */
    private static final double USUAL_SLOPE = -.2;
    /** A forget gate below this mean, the one that a bias of 1 gives, hands on less than usual. */
    private static final double USUAL_GATE = .73;

    private final SickTrace sick;

    TimeCauses(SickTrace sick) {
        this.sick = sick;
    }

    /** One factor of each step. */
    private record Factor(Cause cause, double decadesPerStep, String what) {}

    List<Candidate> candidates() {
        return sick.lastProbe().map(ProbeReading::time).orElse(List.of()).stream()
                .filter(this::asksForExplanation)
                .max(Comparator.comparingDouble(profile -> Math.abs(decades(profile))))
                .map(TimeCauses::candidates)
                .orElse(List.of());
    }

    private boolean asksForExplanation(TimeProfile profile) {
        double decades = decades(profile);
        return (decades <= -NOTABLE && sick.shows(Symptom.VANISHING_GRADIENT))
                || (decades >= NOTABLE && sick.shows(Symptom.EXPLODING_GRADIENT));
    }

    private static double decades(TimeProfile profile) {
        if (profile.steps() < 2 || !(profile.signal().get(0) > 0)) {
            return 0;
        }
        double first = profile.signal().get(profile.steps() - 1);
        double left = first > 0 ? Math.max(Math.log10(first), DepthTrend.FLOOR) : DepthTrend.FLOOR;
        return left - Math.log10(profile.signal().get(0));
    }

    private static List<Candidate> candidates(TimeProfile profile) {
        double decades = decades(profile);
        int steps = profile.steps() - 1;
        List<Factor> factors = factors(profile, Math.signum(decades));
        int length = factors.size();
        Shapley game = Shapley.of(length + 1).joining(length, (1 << length) - 1);
        double[] shares = game.shares(set -> restored(decades, steps, factors, set));
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            candidates.add(new Candidate(
                    factors.get(i).cause(),
                    shares[i],
                    List.of(profile.layer()),
                    say(
                            "going back %d steps through layer %s, %s; healing it alone restores %.1f of the %.1f decades"
                                    + " %s over these steps, and its share over all orders of healing is %.1f",
                            steps,
                            profile.layer(),
                            factors.get(i).what(),
                            restored(decades, steps, factors, 1 << i),
                            Math.abs(decades),
                            decades < 0 ? "lost" : "gained",
                            shares[i])));
        }
        candidates.add(new Candidate(
                Cause.RECURRENCE_LENGTH,
                shares[length],
                List.of(profile.layer()),
                say(
                        "the error signal changes by a factor of %.2g with each of %d steps back through layer %s (spectral"
                                + " radius %.2f%s), %.1f decades in all; half as many steps would, with all else healed,"
                                + " take away %.1f",
                        Math.pow(10, decades / steps),
                        steps,
                        profile.layer(),
                        profile.spectralRadius(),
                        gate(profile),
                        Math.abs(decades),
                        shares[length])));
        return candidates.stream().filter(Candidate::counts).toList();
    }

    private static List<Factor> factors(TimeProfile profile, double direction) {
        List<Factor> factors = new ArrayList<>();
        boolean gated = Double.isNaN(profile.slope());
        double radius = Math.log10(profile.spectralRadius());
        // What a gated cell hands back shrinks by its gates; only growth can come from its recurrent weights.
        if (direction * radius > USUAL_RADIUS && !(gated && direction < 0) && Double.isFinite(radius)) {
            factors.add(new Factor(
                    radius < 0 ? Cause.WEIGHT_SCALE_TOO_SMALL : Cause.WEIGHT_SCALE_TOO_LARGE,
                    radius,
                    say(
                            "recurrent weights have a spectral radius of %.2f where 1 would keep it",
                            profile.spectralRadius())));
        }
        double slope = Math.log10(profile.slope());
        if (direction < 0 && slope < USUAL_SLOPE) {
            factors.add(new Factor(
                    Cause.SATURATING_ACTIVATION,
                    Math.max(slope, DepthTrend.FLOOR),
                    say("the activation passes on %.2f of the error signal with each step", profile.slope())));
        }
        return factors;
    }

    private static double restored(double decades, int steps, List<Factor> factors, int set) {
        double left = decades;
        for (int i = 0; i < factors.size(); i++) {
            if ((set >> i & 1) == 1) {
                left -= steps * factors.get(i).decadesPerStep();
            }
        }
        double sick = Math.max(0, Math.signum(decades) * left);
        boolean halved = (set >> factors.size() & 1) == 1;
        return Math.abs(decades) - (halved ? sick / 2 : sick);
    }

    private static String gate(TimeProfile profile) {
        if (Double.isNaN(profile.forgetGate())) {
            return "";
        }
        return profile.forgetGate() < USUAL_GATE
                ? say(
                        "; the forget gate, by which the cell hands its error back, is open by only %.2f: a bias of 1 or"
                                + " more opens it",
                        profile.forgetGate())
                : say(", forget gate open by %.2f", profile.forgetGate());
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
