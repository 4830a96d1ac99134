package org.gradientdoctor.core.signal;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gradientdoctor.core.reading.ActivationProfile;

/** Says what healing a factor restores, where, and the numbers behind it. */
final class HealingReport {
    private final HealedSignal signal;
    private final List<Site> sites;
    private final boolean explodes;

    HealingReport(HealedSignal signal, boolean explodes) {
        this.signal = signal;
        this.sites = signal.sites();
        this.explodes = explodes;
    }

    Candidate candidate(HealingEffect effect) {
        int[] where = IntStream.range(0, sites.size())
                .filter(i -> signal.concerns(effect.healing(), i))
                .toArray();
        List<String> layers = effect.healing() == Healing.DEPTH
                ? List.of()
                : IntStream.of(where).mapToObj(i -> sites.get(i).name()).toList();
        return new Candidate(
                effect.healing().cause(), effect.share(), layers, what(effect, where) + "; " + restores(effect));
    }

    private String restores(HealingEffect effect) {
        String lost = explodes ? "gained on the way back" : "lost on the way back";
        String alone = effect.healing() == Healing.DEPTH
                ? say(
                        "half as many layers would, with all else healed, take away %.1f of the %.1f decades %s",
                        effect.share(), effect.sick(), lost)
                : say(
                        "healing it alone restores %.1f of the %.1f decades %s, and its share over all orders of healing"
                                + " is %.1f",
                        effect.alone(), effect.sick(), lost, effect.share());
        return effect.hidden() >= Candidate.LEAST
                ? alone
                        + say(
                                ". It hides behind the activation: another one alone would restore %.1f of these, but this"
                                        + " one is flat because its pre-activations are too large, and the root is their scale",
                                effect.hidden())
                : alone;
    }

    private String what(HealingEffect effect, int[] where) {
        return switch (effect.healing()) {
            case LARGE_WEIGHTS ->
                explodes
                        ? say(
                                "the weights of %s are (median) %.2g times their %s, and each layer amplifies"
                                        + " the error signal by what they exceed it",
                                layers(where.length), factor(where), scale(where))
                        : say(
                                "the weights of %s are (median) %.2g times their %s: pre-activations have an"
                                        + " RMS of %.3g, where slopes are flat",
                                layers(where.length), factor(where), scale(where), preActivations(where));
            case SMALL_WEIGHTS ->
                say(
                        "the weights of %s are (median) %.2g times their %s, and each layer weakens the error"
                                + " signal by what they miss",
                        layers(where.length), factor(where), scale(where));
            case INPUT ->
                say(
                        "the input has an RMS of %.3g where standardized input has 1, and so saturates layer %s",
                        signal.inputRms(), sites.get(0).name());
            case BIASES ->
                say(
                        "the biases of %s have an RMS of %.3g and hold their units in saturation, whatever the weights",
                        layers(where.length),
                        median(where, i -> Math.sqrt(sites.get(i).biases().meanSquare())));
            case INACTIVE_UNITS ->
                say(
                        "in %s so few units are active that the slope has an RMS of %.2g where half of them would give"
                                + " %.2g",
                        layers(where.length),
                        slope(where),
                        median(where, i -> Math.pow(10, sites.get(i).moments().healthySlope())));
            case ACTIVATION -> activation(where);
            case DEPTH ->
                say(
                        "what none of the other factors explains adds up over %d layers, a factor of %.2g in each",
                        sites.size(), Math.pow(10, (explodes ? 1 : -1) * 2 * effect.share() / (sites.size() - 1)));
        };
    }

    private String activation(int[] where) {
        ActivationProfile profile =
                where.length == 0 ? null : sites.get(where[0]).activation();
        return say(
                "%s passes on %.2g of the error signal per layer (its slope is at most %.2g), where ReLU with its own"
                        + " initialization passes on all",
                profile == null ? "the activation" : profile.name(),
                slope(where),
                profile == null ? Double.NaN : profile.largestSlope());
    }

    private String scale(int[] where) {
        boolean critical = IntStream.of(where)
                .allMatch(i -> i == 0 || sites.get(i - 1).moments().hasCriticalGain());
        return critical ? "critical scale" : "usual scale, for their activation has no stable critical one";
    }

    private double factor(int[] where) {
        return Math.pow(10, median(where, signal::excess));
    }

    private double slope(int[] where) {
        return median(
                where,
                i -> sites.get(i).isDead() ? 0 : Math.pow(10, sites.get(i).slope()));
    }

    private double preActivations(int[] where) {
        return median(where, i -> Math.sqrt(sites.get(i).z().meanSquare()));
    }

    private static double median(int[] where, IntToDoubleFunction of) {
        return TheilSen.median(IntStream.of(where)
                .mapToDouble(of)
                .filter(x -> !Double.isNaN(x))
                .toArray());
    }

    private static String layers(int count) {
        return count == 1 ? "one layer" : count + " layers";
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
