package org.gradientdoctor.remedies.ranking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/** Prescribes clipping where long gradients are rare, and only there. */
final class ClippingPrescriptions {
    /** Largest norm of a unit's gradient over that of its weights. */
    private static final double USUAL_FRACTION = .01;

    private final Patient patient;

    ClippingPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Clipping at the norms the trace shows; empty where they are too few or clipping would rule the training. */
    Optional<Prescription> atMeasuredNorms() {
        ClippingThresholds found = ClippingThresholds.of(patient.trace());
        Map<String, Double> thresholds = new LinkedHashMap<>();
        found.byLayer()
                .forEach((name, threshold) -> patient.draft()
                        .find(name)
                        .filter(layer -> !layer.isFrozen() && ClipGradients.canClip(layer))
                        .ifPresent(layer -> thresholds.put(layer.name(), threshold)));
        if (found.isRefused() || thresholds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Prescription(
                List.of(new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, thresholds)),
                "Clipping each layer at the 90th percentile of its gradient norms over " + found.iterations()
                        + " iterations (" + Figure.of(Collections.min(thresholds.values())) + " to "
                        + Figure.of(Collections.max(thresholds.values()))
                        + ") shortens the rare long ones: by the threshold of the first half, "
                        + Math.round(100 * found.clipped()) + " % of the second."));
    }

    /**
     * Clipping each unit's gradient at a hundredth of the norm of its weights, in hidden layers (Brock et al. 2021). It
     * needs no reading.
     */
    Optional<Prescription> byUnit() {
        List<String> layers = patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen()
                        && ClipAdaptively.canClip(layer)
                        && !patient.draft().readers(layer.name()).isEmpty())
                .map(LayerDraft::name)
                .toList();
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ClipAdaptively(layers, USUAL_FRACTION)),
                        "Clipping the gradient of each unit of " + layers.size() + " layers at "
                                + Figure.of(USUAL_FRACTION) + " of the norm of its weights, the usual part, bounds how"
                                + " far a step moves it. " + ClipGlobalNorm.RIDES));
    }

    /** Why clipping is no way out where the trace shows that it would rule; empty where it does not. */
    String insteadOfClipping() {
        ClippingThresholds found = ClippingThresholds.of(patient.trace());
        return found.clipped() > ClippingThresholds.RULES
                ? " Clipping is no way out: " + Math.round(100 * found.clipped())
                        + " % of the later gradients are longer than nine in ten of the earlier ones, so it would rule the"
                        + " training; lower the rate instead."
                : "";
    }

    /** Clipping the whole gradient at the norm the trace shows of it; empty as {@link #atMeasuredNorms()}. */
    Optional<Prescription> ofTheWhole() {
        List<String> layers = patient.trained();
        GlobalThreshold found = GlobalThreshold.of(patient.trace());
        return layers.isEmpty() || !(found.threshold() > 0)
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ClipGlobalNorm(layers, found.threshold())),
                        "Clipping the whole gradient at the 90th percentile of its norm over " + found.iterations()
                                + " iterations (" + Figure.of(found.threshold())
                                + ") shortens the rare long ones and keeps their direction. " + ClipGlobalNorm.RIDES));
    }
}
