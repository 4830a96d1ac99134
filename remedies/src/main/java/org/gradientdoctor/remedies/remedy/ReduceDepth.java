package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Removes hidden layers and joins their neighbors. A layer whose input has the width it had keeps its weights; where the
 * width is another, it is drawn anew.
 *
 * @param removals what goes, from input to output
 * @param seed of what is drawn anew
 */
public record ReduceDepth(List<Removal> removals, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public ReduceDepth {
        removals = Given.list("removals", removals);
        if (removals.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be removed: name at least one");
        }
    }

    @Override
    public String name() {
        return "reduce-depth";
    }

    @Override
    public String title() {
        return "remove " + removals.size() + (removals.size() == 1 ? " layer" : " layers");
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return removals.stream()
                .flatMap(removal -> Stream.concat(removal.layers().stream(), Stream.of(removal.joint())))
                .distinct()
                .toList();
    }

    @Override
    public String effect() {
        return "Takes " + removals.size() + (removals.size() == 1 ? " layer" : " layers")
                + " out with what they had learned; the layers behind them keep their weights where the width of what they"
                + " read stays, and are drawn anew from seed " + seed + " where it does not.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        Map<String, Long> widths = new HashMap<>();
        for (Removal removal : removals) {
            // The joint is there in any case; only what is removed already may be missing.
            draft.layer(removal.joint());
            Optional<LayerDraft> layer = draft.named(removal.main());
            if (layer.isPresent()) {
                Optional<String> reason = Refusal.first(draft, removal.layers(), any -> Stream.empty())
                        .or(() -> reason(draft, layer.get(), widths));
                if (reason.isPresent()) {
                    return reason;
                }
            }
        }
        return Refusal.indexForName(draft, removals.stream().map(Removal::joint).toList());
    }

    /** @param widths what layers read once those before them are gone; this layer's joint is added */
    private static Optional<String> reason(NetworkDraft draft, LayerDraft layer, Map<String, Long> widths) {
        Optional<SkipShape> shape = SkipShape.of(List.of(layer));
        if (draft.readers(layer.name()).isEmpty()) {
            return Optional.of(
                    "layer " + layer + " is an output, without which there is no answer; name hidden layers");
        }
        if (shape.isEmpty() || shape.get().strides()[0] != 1 || shape.get().strides()[1] != 1) {
            return Optional.of(
                    "layer " + layer + " changes the size or the layout of what it reads, or has no weights, and"
                            + " what comes behind it needs that; name dense, recurrent, or padded convolutional layers");
        }
        Optional<LayerDraft> joint = joint(draft, layer);
        if (joint.isEmpty()) {
            return Optional.of(
                    "layer " + layer + " is not followed by one layer alone, but by a branch or a vertex; name a"
                            + " layer inside of a run");
        }
        long in = widths.getOrDefault(layer.name(), shape.get().in());
        if (in == shape.get().out()) {
            return Optional.empty();
        }
        widths.put(joint.get().name(), in);
        boolean takesWidth = joint.get().layer() instanceof FeedForwardLayer
                && !joint.get().isFrozen()
                && draft.preProcessor(joint.get().name()).isEmpty();
        return takesWidth
                ? Optional.empty()
                : Optional.of("layer " + joint.get() + " behind layer " + layer + " would have to read " + in
                        + " channels in place of " + shape.get().out()
                        + ", and it has no weights, is frozen or wrapped, or"
                        + " reads through a change of layout; name a layer that gives the width it reads");
    }

    /** The next layer behind those that belong to this one. */
    private static Optional<LayerDraft> joint(NetworkDraft draft, LayerDraft layer) {
        Optional<LayerDraft> next = SkipShape.next(draft, layer);
        while (next.isPresent() && SkipShape.isNeutral(next.get())) {
            next = SkipShape.next(draft, next.get());
        }
        return next;
    }

    @Override
    public void edit(NetworkDraft draft) {
        for (Removal removal : removals) {
            Optional<LayerDraft> layer = draft.named(removal.main());
            if (layer.isPresent() && layer.get().layer() instanceof FeedForwardLayer gone) {
                if (gone.getNIn() != gone.getNOut()) {
                    narrow(draft, layer.get(), gone.getNIn());
                }
                removal.layers().forEach(draft::remove);
            }
        }
    }

    private void narrow(NetworkDraft draft, LayerDraft removed, long width) {
        LayerDraft joint = joint(draft, removed).orElseThrow();
        if (joint.layer() instanceof FeedForwardLayer reader) {
            reader.setNIn(width);
            draft.redraw(joint.name(), seed);
        }
    }

    /**
     * The layers that pass on the least, as many as asked for where there are so many that can be removed together.
     *
     * @param transmitted for each layer, the share of the signal's size that it passes on; those below 1 lose some
     */
    public static List<Removal> leastTransmitting(NetworkDraft draft, Map<String, Double> transmitted, int count) {
        Given.value("transmitted", transmitted);
        List<String> worst = Given.value("draft", draft).layers().stream()
                .filter(layer -> !SkipShape.isNeutral(layer))
                .map(LayerDraft::name)
                .filter(name -> transmitted.getOrDefault(name, 1.0) < 1)
                .sorted(Comparator.comparingDouble(name -> transmitted.getOrDefault(name, 1.0)))
                .toList();
        Set<String> removed = new HashSet<>();
        List<Removal> removals = List.of();
        for (String name : worst) {
            removed.add(name);
            Optional<List<Removal>> more = removals(draft, removed);
            if (more.isPresent()
                    && new ReduceDepth(more.get(), 0).refusal(draft).isEmpty()) {
                removals = more.get();
            } else {
                removed.remove(name);
            }
            if (removals.size() == count) {
                break;
            }
        }
        return removals;
    }

    /** Removals of these layers; empty where one of them has no layer behind it. */
    private static Optional<List<Removal>> removals(NetworkDraft draft, Set<String> removed) {
        List<Removal> removals = new ArrayList<>();
        for (LayerDraft layer : draft.layers()) {
            if (removed.contains(layer.name())) {
                Optional<LayerDraft> joint = joint(draft, layer);
                while (joint.isPresent() && removed.contains(joint.get().name())) {
                    joint = joint(draft, joint.get());
                }
                if (joint.isEmpty()) {
                    return Optional.empty();
                }
                removals.add(new Removal(
                        belongings(draft, layer).stream().map(LayerDraft::name).toList(),
                        joint.get().name()));
            }
        }
        return Optional.of(removals);
    }

    /** The layer, and what stands between it and the next layer with weights. */
    private static List<LayerDraft> belongings(NetworkDraft draft, LayerDraft layer) {
        List<LayerDraft> all = new ArrayList<>(List.of(layer));
        Optional<LayerDraft> next = SkipShape.next(draft, layer);
        while (next.isPresent() && SkipShape.isNeutral(next.get())) {
            all.add(next.get());
            next = SkipShape.next(draft, next.get());
        }
        return all;
    }
}
