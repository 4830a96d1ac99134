package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;

/**
 * Which remedies are tried on which networks: all on all, or so many that every network is treated by several remedies
 * and refuses one where it refuses any, and every remedy meets every trait that a network it applies to has.
 */
final class Treatments {
    /** How many remedies treat a network at least. */
    private static final int LEAST = 2;

    private Treatments() {}

    /** Every remedy on this network. */
    static List<Treatment> all(String name, Networks.Case network) {
        return EveryRemedy.on(network.model()).stream()
                .map(remedy -> Treatment.of(name, network, remedy))
                .toList();
    }

    /** Those of all trials that cover every remedy, network and pair of a remedy and a trait, in the order given. */
    static List<Treatment> covering(List<Treatment> all) {
        Map<String, Set<String>> traits = new LinkedHashMap<>();
        all.forEach(trial -> traits.computeIfAbsent(trial.name(), name -> traits(trial.network())));
        Set<Treatment> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, List<Treatment>> byRemedy = new LinkedHashMap<>();
        all.stream()
                .filter(trial -> !trial.isRefused())
                .forEach(trial -> byRemedy.computeIfAbsent(trial.remedy().title(), title -> new ArrayList<>())
                        .add(trial));
        byRemedy.values().forEach(trials -> cover(trials, traits, chosen));
        traits.keySet().forEach(network -> complete(network, all, chosen));
        return all.stream().filter(chosen::contains).toList();
    }

    /** The network with most traits that the remedy has not met, until it has met all. */
    private static void cover(List<Treatment> trials, Map<String, Set<String>> traits, Set<Treatment> chosen) {
        Set<String> open = new TreeSet<>();
        trials.forEach(trial -> open.addAll(traits.getOrDefault(trial.name(), Set.of())));
        while (!open.isEmpty()) {
            Treatment next = trials.stream()
                    .max(Comparator.comparingLong(trial -> met(traits.getOrDefault(trial.name(), Set.of()), open)))
                    .orElseThrow();
            chosen.add(next);
            open.removeAll(traits.getOrDefault(next.name(), Set.of()));
        }
    }

    private static long met(Collection<String> traits, Set<String> open) {
        return traits.stream().filter(open::contains).count();
    }

    private static void complete(String network, List<Treatment> all, Set<Treatment> chosen) {
        List<Treatment> own =
                all.stream().filter(trial -> trial.name().equals(network)).toList();
        long treated = own.stream()
                .filter(trial -> !trial.isRefused() && chosen.contains(trial))
                .count();
        own.stream()
                .filter(trial -> !trial.isRefused() && !chosen.contains(trial))
                .limit(Math.max(0, LEAST - treated))
                .forEach(chosen::add);
        own.stream().filter(Treatment::isRefused).findFirst().ifPresent(chosen::add);
    }

    /** What may make a remedy behave differently: class, type, shape of the data, wrapping, wiring, updaters. */
    static Set<String> traits(Networks.Case network) {
        NetworkDraft draft = Surgery.examine(network.model());
        Set<String> traits = new LinkedHashSet<>(List.of(
                draft.networkClass(),
                draft.dataType().name(),
                network.batch().getFeatures().rank() + " dimensions"));
        add(traits, "several inputs or outputs", network.several() != null);
        add(traits, "masked", network.batch().getFeaturesMaskArray() != null);
        add(traits, "truncated", State.json(network.model()).contains("TruncatedBPTT"));
        add(traits, "vertices", !draft.vertices().isEmpty());
        for (LayerDraft layer : draft.layers()) {
            Layer whole = layer.layer();
            add(traits, "frozen", layer.isFrozen());
            add(traits, "own parameters of a vertex", whole == null);
            add(
                    traits,
                    "wrapped",
                    whole != null && !layer.isFrozen() && layer.cores().get(0).getClass() != whole.getClass());
            add(traits, "drops", whole != null && whole.getIDropout() != null);
            add(traits, "biases' own updater", !layer.biasUpdaters().isEmpty());
            layer.weightUpdaters()
                    .forEach(updater -> traits.add(updater.getClass().getSimpleName()));
        }
        return traits;
    }

    private static void add(Set<String> traits, String trait, boolean has) {
        if (has) {
            traits.add(trait);
        }
    }
}
