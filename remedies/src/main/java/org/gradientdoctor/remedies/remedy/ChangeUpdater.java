package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.LayerNames;
import org.gradientdoctor.remedies.surgery.LayerTraining;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains layers by another updater, those of their biases included where they have their own. Momenta and second moments
 * are kept where the kind of updater stays (another rate or ε), and start at zero where it changes.
 *
 * @param kind the updater
 * @param rates its learning rate for each layer
 * @param epsilon what the adaptive ones add to their denominator, at least 1e-3 in half precision; 0 for those without
 * @param decay decoupled weight decay (Loshchilov &amp; Hutter 2019), per step times the rate, in place of L2 and of
 *     decay the layers have; scales of batch normalization are not decayed; 0 leaves their regularization alone
 */
public record ChangeUpdater(UpdaterKind kind, Map<String, LayerRate> rates, double epsilon, double decay)
        implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named, ε is not positive for an adaptive updater or not 0 for
     *     another, or the decay is negative or not finite
     */
    public ChangeUpdater {
        Given.value("kind", kind);
        rates = Given.map("rates", rates);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to change the updater of: name at least one");
        }
        boolean fits = kind.isAdaptive() ? epsilon > 0 && Double.isFinite(epsilon) : epsilon == 0;
        if (!fits) {
            throw new IllegalArgumentException("an ε of " + epsilon + " does not fit " + kind + ": give "
                    + (kind.isAdaptive() ? "a positive, finite one, 1e-8 for instance" : "0, for it has none"));
        }
        if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a weight decay of " + decay + " cannot be set: give a finite one of at least 0");
        }
    }

    /** These rates by an updater of this kind, with the ε that the type of parameters asks for, without weight decay. */
    public static ChangeUpdater to(UpdaterKind kind, Map<String, LayerRate> rates, DataType type) {
        return new ChangeUpdater(kind, rates, Given.value("kind", kind).epsilonFor(Given.value("type", type)), 0);
    }

    @Override
    public String name() {
        return "change-updater";
    }

    @Override
    public String title() {
        boolean usual = !kind.isAdaptive() || epsilon == UpdaterKind.USUAL_EPSILON;
        return "change updater to " + kind + " at rate " + LayerRate.describe(rates.values())
                + (usual ? "" : ", epsilon " + Figure.of(epsilon))
                + (decay > 0 ? ", with weight decay " + Figure.of(decay) : "");
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(rates.keySet());
    }

    @Override
    public String effect() {
        return "Keeps all weights; momenta and second moments start anew where the kind of updater changes.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        if (draft.dataType() == DataType.FLOAT16 && kind.isAdaptive() && epsilon < UpdaterKind.HALF_EPSILON) {
            return Optional.of("its parameters are in half precision, where an ε of " + Figure.of(epsilon)
                    + " and the squares of small gradients are both 0, so that " + kind + " divides by 0 in layer "
                    + rates.keySet().iterator().next() + " and all others; give an ε of at least "
                    + Figure.of(UpdaterKind.HALF_EPSILON));
        }
        if (decay > 0 && rates.keySet().stream().map(draft::layer).noneMatch(WeightPenalty::canPenalize)) {
            return Optional.of("none of its named layers (" + LayerNames.list(layers())
                    + ") has weights to decay; set the weight decay to 0");
        }
        return Refusal.first(draft, rates.keySet(), ChangeUpdater::reason);
    }

    private static Stream<String> reason(LayerDraft layer) {
        if (!canChange(layer)) {
            return Stream.of("layer " + layer + " has no updater to change: it has no parameters, or trains them by a"
                    + " rule of its own; name layers with weights");
        }
        return Stream.empty();
    }

    /** Whether this layer has an updater that can be changed. */
    public static boolean canChange(LayerDraft layer) {
        return layer.hasParameters() && !layer.weightUpdaters().isEmpty();
    }

    @Override
    public void edit(NetworkDraft draft) {
        rates.forEach((name, rate) -> {
            LayerDraft layer = draft.layer(name);
            LayerTraining training = layer.training();
            boolean own = !layer.biasUpdaters().isEmpty();
            training.setWeightUpdaters(() -> kind.build(rate.weights(), epsilon));
            if (own) {
                training.setBiasUpdaters(() -> kind.build(rate.biases(), epsilon));
            }
            if (decay > 0 && WeightPenalty.canPenalize(layer)) {
                WeightPenalty.of(draft, layer).withDecay(decay).set(layer);
            }
        });
    }
}
