package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.ActivationFunction;
import org.gradientdoctor.core.signal.CriticalGain;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.composition.Conflicts;
import org.gradientdoctor.remedies.remedy.BatchStatistics;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.LayerNames;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/** The network to be treated together with its diagnosis, and which of its layers a remedy may touch. */
final class Patient {
    private final NetworkDraft draft;
    private final Diagnosis diagnosis;
    private final Set<String> nonFinite;
    private final WeightFlow flow;
    private final @Nullable Batch batch;

    /** @param batch data of the user's own; null where there are none */
    Patient(Model model, Diagnosis diagnosis, @Nullable Batch batch) {
        this.batch = batch;
        this.draft = Surgery.examine(model);
        this.diagnosis = diagnosis;
        requireSameNetwork();
        this.nonFinite = NonFiniteParameters.layers(model);
        this.flow = new WeightFlow(draft);
    }

    /** Numbers of one network are no reason to treat another. */
    private void requireSameNetwork() {
        NetworkProfile profile = diagnosis.trace().profile();
        List<String> diagnosed =
                profile.layers().stream().map(LayerProfile::name).toList();
        List<String> present = draft.layers().stream().map(LayerDraft::name).toList();
        boolean gone = profile.trainable().stream().anyMatch(layer -> !present.contains(layer.name()));
        if (!diagnosed.isEmpty() && (gone || !diagnosed.containsAll(present))) {
            throw new IllegalArgumentException("the diagnosis is of another network: it speaks of the layers "
                    + LayerNames.list(diagnosed) + ", and this network has " + LayerNames.list(present)
                    + "; pass the network that was watched, or one of the same configuration");
        }
    }

    NetworkDraft draft() {
        return draft;
    }

    TraceSnapshot trace() {
        return diagnosis.trace();
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    long seed() {
        return draft.seed();
    }

    /** Whether a batch of data is at hand. */
    boolean hasData() {
        return batch != null;
    }

    /** The batch at hand where it has so many examples that its statistics say something; empty otherwise. */
    Optional<Batch> considerableData() {
        return Optional.ofNullable(batch).filter(data -> data.examples() >= BatchStatistics.LEAST_EXAMPLES);
    }

    /** Whether no step is refused by this network and none stands in another's way. */
    boolean accepts(List<Remedy> steps) {
        return Conflicts.among(steps).isEmpty()
                && steps.stream()
                        .allMatch(step -> (batch == null ? step.refusal(draft) : step.refusal(draft, batch)).isEmpty());
    }

    /** How many examples a step was made of, the median of those watched: an epoch's last batch may be small. */
    long batchSize() {
        long[] sizes = trace().recent().stream()
                .mapToLong(VitalSigns::examples)
                .filter(examples -> examples > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? Long.MAX_VALUE : sizes[sizes.length / 2];
    }

    /** How many layers have weights. */
    int weighted() {
        return (int) draft.layers().stream()
                .filter(WeightFlow::takesScheme)
                .filter(LayerDraft::hasParameters)
                .count();
    }

    /** Whether a layer that can be treated has parameters that are NaN or infinite. */
    boolean isPoisoned() {
        return treatable().stream().anyMatch(layer -> nonFinite.contains(layer.name()));
    }

    /** Whether clipping among these steps would hide values that are not finite. */
    boolean hidesBy(List<Remedy> steps) {
        return Conflicts.on(nonFinite, steps).isPresent();
    }

    /** How many layers have parameters that are NaN or infinite. */
    int poisonedLayers() {
        return nonFinite.size();
    }

    boolean shows(Symptom symptom) {
        return finding(symptom).isPresent();
    }

    /** The finding of this symptom where it says that something is wrong. */
    Optional<Finding> finding(Symptom symptom) {
        return diagnosis.finding(symptom).filter(finding -> finding.outcome().isSick());
    }

    /** √σ_w² at the critical scale of the activation that a layer's weights lead into; empty where there is none. */
    OptionalDouble criticalGain(String layer) {
        return diagnosis
                .trace()
                .profile()
                .layer(flow.activationAfter(layer))
                .map(LayerProfile::activation)
                .flatMap(ActivationFunction::of)
                .map(function -> CriticalGain.of(function, 0))
                .filter(CriticalGain.Stable.class::isInstance)
                .map(gain -> OptionalDouble.of(((CriticalGain.Stable) gain).orthogonalGain()))
                .orElse(OptionalDouble.empty());
    }

    /** The names of all layers that are trained. */
    List<String> trained() {
        return treatable().stream().map(LayerDraft::name).toList();
    }

    private List<LayerDraft> treatable() {
        return draft.layers().stream()
                .filter(layer -> !layer.isFrozen() && layer.hasParameters())
                .toList();
    }

    /** Whether this is a fixed standardization of the input, which is a part of the data rather than of the network. */
    boolean isStandardization(LayerDraft layer) {
        return layer.isFrozen()
                && draft().readsInputAlone(layer)
                && layer.cores().stream().allMatch(BatchNormalization.class::isInstance);
    }

    /** Layers whose activation may be swapped: hidden, not frozen, not recurrent (their range is what bounds them). */
    List<LayerDraft> swappable() {
        return draft.layers().stream()
                .filter(layer -> !layer.isFrozen() && SwapActivation.canSwap(layer) && !isRecurrent(layer))
                .toList();
    }

    private static boolean isRecurrent(LayerDraft layer) {
        return layer.cores().get(0) instanceof BaseRecurrentLayer;
    }

    /**
     * How to draw the whole network anew: each layer by its activation; layers with rules of their own (batch
     * normalization) only where they are no longer finite.
     */
    Map<String, Initialization> wholeNetwork() {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        for (LayerDraft layer : treatable()) {
            if (WeightFlow.takesScheme(layer)) {
                schemes.put(layer.name(), Initialization.fitting(flow.activationBehind(layer)));
            } else if (nonFinite.contains(layer.name())) {
                schemes.put(layer.name(), Initialization.configured());
            }
        }
        return schemes;
    }

    /** As {@link #wholeNetwork()}, for these layers only; for all where most of them are named. */
    Map<String, Initialization> namedLayers(Collection<String> names) {
        Map<String, Initialization> all = wholeNetwork();
        Set<String> named = new LinkedHashSet<>(all.keySet());
        named.retainAll(canonical(names));
        if (named.isEmpty() || isPoisoned() || 2 * named.size() >= all.size()) {
            return all;
        }
        Map<String, Initialization> schemes = new LinkedHashMap<>(all);
        schemes.keySet().retainAll(named);
        return schemes;
    }

    /** The names as the draft has them; names it does not know are dropped. */
    Set<String> canonical(Collection<String> names) {
        Set<String> known = new LinkedHashSet<>();
        names.forEach(name -> draft.find(name).ifPresent(layer -> known.add(layer.name())));
        return known;
    }

    /**
     * How to draw layers whose activation is swapped: by the new one; layers that feed a swapped activation layer, and
     * the layers that read what the swapped ones give, are drawn with them, since that was what they had learned from.
     */
    Map<String, Initialization> drawnWith(Collection<String> swapped, Activation target) {
        Initialization fitting = Initialization.fitting(target.getActivationFunction());
        Map<String, Initialization> all = wholeNetwork();
        if (isPoisoned()) {
            all.replaceAll((name, scheme) -> flow.leadsInto(name, swapped) ? fitting : scheme);
            return all;
        }
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        all.forEach((name, scheme) -> {
            if (flow.leadsInto(name, swapped)) {
                schemes.put(name, fitting);
            } else if (flow.readsFrom(name, swapped)) {
                schemes.put(name, scheme);
            }
        });
        return schemes;
    }

    /** Whether a layer has an updater whose steps are about as long as the rate, whatever the gradient. */
    boolean isAdaptive() {
        return treatable().stream()
                .flatMap(layer -> layer.weightUpdaters().stream())
                .anyMatch(updater -> updater.hasLearningRate()
                        && !UpdaterKind.of(updater)
                                .filter(kind -> !kind.isAdaptive())
                                .isPresent());
    }

    /** The learning rates in force, of all layers that have one and are trained. */
    Map<String, LayerRate> rates() {
        return LayerRate.allOf(draft);
    }
}
