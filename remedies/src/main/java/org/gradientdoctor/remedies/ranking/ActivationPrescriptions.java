package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.core.signal.TailoredRectifier;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Prescribes other activations. */
final class ActivationPrescriptions {
    private static final Set<Class<?>> SATURATING = Set.of(
            ActivationSigmoid.class,
            ActivationTanH.class,
            ActivationSoftSign.class,
            ActivationHardSigmoid.class,
            ActivationHardTanH.class,
            ActivationRationalTanh.class,
            ActivationRectifiedTanh.class);
    private static final Set<Class<?>> FLAT_BELOW_ZERO =
            Set.of(ActivationReLU.class, ActivationReLU6.class, ActivationThresholdedReLU.class);

    private final Patient patient;

    ActivationPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Whether any hidden layer that may be swapped saturates. */
    boolean hasSaturating() {
        return !ofKind(SATURATING::contains).isEmpty();
    }

    /** This activation in place of saturating ones; in all layers with the activations of the named ones. */
    Optional<Prescription> insteadOfSaturating(Collection<String> named, Activation target) {
        return swap(alike(named, SATURATING), target, "keeps its slope where a unit is active");
    }

    /** This activation in place of those that pass nothing back below zero. */
    Optional<Prescription> insteadOfInactive(Collection<String> named, Activation target) {
        return swap(
                alike(named, FLAT_BELOW_ZERO),
                target,
                "has a slope below zero, too, so that no unit is cut off for good");
    }

    /** Leaky rectifiers with a slope for the depth; empty where the network is no plain chain or too shallow to need one. */
    Optional<Prescription> tailored() {
        List<LayerDraft> chain = patient.swappable();
        List<String> names = chain.stream().map(LayerDraft::name).toList();
        boolean plain = patient.draft().layers().stream()
                .filter(layer -> !patient.isStandardization(layer))
                .allMatch(layer -> layer.inputs().size() <= 1
                        && layer.cores().stream().noneMatch(BatchNormalization.class::isInstance));
        if (names.isEmpty() || !plain || !chain.stream().allMatch(TailorRectifier::canTailor)) {
            return Optional.empty();
        }
        double slope = TailoredRectifier.slopeFor(names.size());
        Initialization fitting = new Initialization(Initialization.Scheme.HE, slope);
        Map<String, Initialization> drawn = patient.drawnWith(names, Activation.RELU);
        drawn.replaceAll((name, scheme) -> scheme.equals(Initialization.he()) ? fitting : scheme);
        return slope == 0
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new TailorRectifier(names, slope, drawn, patient.seed())),
                        String.format(
                                Locale.ROOT,
                                "A leaky ReLU of slope %.2g in %d layers keeps unlike examples at a correlation of .9 at"
                                        + " most through this depth, by the theory of plain chains.",
                                slope,
                                names.size())));
    }

    /** Rectifiers that learn their slope in place of those that pass nothing back below zero; empty where none fits. */
    Optional<Prescription> learned() {
        List<String> layers = ofKind(FLAT_BELOW_ZERO::contains).stream()
                .filter(name -> ParametricRectifier.canRectify(
                        patient.draft(), patient.draft().layer(name)))
                .toList();
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(ParametricRectifier.drawn(patient.draft(), layers, patient.seed())),
                        "A rectifier in " + layers.size()
                                + " layers that learns its slope below zero, .25 to begin with,"
                                + " cuts no unit off for good."));
    }

    private Optional<Prescription> swap(List<String> layers, Activation target, String why) {
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Initialization> drawn = patient.drawnWith(layers, target);
        Initialization fitting = Initialization.fitting(target.getActivationFunction());
        String reason = String.format(
                Locale.ROOT,
                "%s in %d layers %s, and weights drawn by %s's rule (%d layers) keep the size of the signal through it.",
                target,
                layers.size(),
                why,
                fitting.scheme() == Initialization.Scheme.LECUN ? "LeCun" : "He",
                drawn.size());
        return Optional.of(
                new Prescription(List.of(new SwapActivation(layers, target, drawn, patient.seed())), reason));
    }

    /**
     * The layers to be swapped. Layers with the same activation as a named one are treated alike: a network in which
     * the least affected keep it would be of two kinds without reason.
     */
    private List<String> alike(Collection<String> named, Set<Class<?>> unnamed) {
        if (named.isEmpty()) {
            return ofKind(unnamed::contains);
        }
        Set<String> names = patient.canonical(named);
        Set<Class<?>> kinds = patient.swappable().stream()
                .filter(layer -> names.contains(layer.name()))
                .map(ActivationPrescriptions::kind)
                .collect(Collectors.toSet());
        return ofKind(kinds::contains);
    }

    private List<String> ofKind(Predicate<Class<?>> kinds) {
        return patient.swappable().stream()
                .filter(layer -> kinds.test(kind(layer)))
                .map(LayerDraft::name)
                .toList();
    }

    private static Class<?> kind(LayerDraft layer) {
        @Nullable IActivation activation = WeightFlow.ownActivation(layer);
        return activation == null ? Void.class : activation.getClass();
    }
}
