package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Bypass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;

/**
 * Leads skip connections around blocks of layers, so that the signal has a way on which nothing is lost (He et al.
 * 2016): the identity where a block gives what it reads in shape, a projection where it does not. A stack becomes a
 * graph. Skips that are there are left alone.
 *
 * @param blocks the runs of layers, from input to output
 * @param form what is done to branch and skip
 * @param seed of projections
 */
public record AddSkipConnections(List<SkipBlock> blocks, Form form, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;

    /** What is done to branch and skip where they are added. */
    public enum Form {
        /** {@code x + F(x)}. */
        PLAIN("", SafetyClass.KEEPS_PARAMETERS),
        /** {@code x + F(x) / √n} with n blocks, so that their sum does not grow with the depth. */
        SCALED(", branches scaled", SafetyClass.KEEPS_PARAMETERS),
        /** {@code x + g · F(x)} with a trained gate g that starts at 0: each block starts as the identity. */
        GATED_BRANCH(" with a gate on each branch", SafetyClass.KEEPS_PARAMETERS),
        /** {@code g · x + F(x)} with a trained gate g that starts at 0: the network starts as the one it was. */
        GATED_SKIP(" with a gate on each skip", SafetyClass.KEEPS_FUNCTION);

        private final String text;
        private final SafetyClass safety;

        Form(String text, SafetyClass safety) {
            this.text = text;
            this.safety = safety;
        }
    }

    /**
     * @throws IllegalArgumentException where no block is named
     */
    public AddSkipConnections {
        blocks = Given.list("blocks", blocks);
        Given.value("form", form);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("no block is named to lead a skip connection around: name at least one");
        }
    }

    @Override
    public String name() {
        return "add-skip-connections";
    }

    @Override
    public String title() {
        return "add " + blocks.size() + (blocks.size() == 1 ? " skip connection" : " skip connections") + form.text;
    }

    @Override
    public SafetyClass safety() {
        return form.safety;
    }

    @Override
    public List<String> layers() {
        return blocks.stream()
                .flatMap(block -> Stream.of(block.first(), block.last()))
                .distinct()
                .toList();
    }

    @Override
    public String effect() {
        return switch (form) {
            case PLAIN, SCALED -> "Keeps all weights; the outputs change at once.";
            case GATED_BRANCH ->
                "Keeps all weights, but each block starts as the identity and comes in as its gate opens.";
            case GATED_SKIP -> "Keeps all weights and outputs; the skips come in as their gates open.";
        };
    }

    @Override
    public boolean changesNetworkClass() {
        return true;
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.indexForName(draft, layers())
                .or(() -> blocks.stream()
                        .filter(block -> !isThere(draft, block))
                        .flatMap(block ->
                                Refusal.first(draft, List.of(block.first(), block.last()), layer -> Stream.empty())
                                        .or(() -> reason(draft, block))
                                        .stream())
                        .findFirst());
    }

    private Optional<String> reason(NetworkDraft draft, SkipBlock block) {
        if (draft.readers(draft.layer(block.last()).name()).isEmpty()) {
            return Optional.of("layer " + block.last() + " is an output, which a skip cannot be added to; end the block"
                    + " before it");
        }
        Optional<List<LayerDraft>> run = SkipShape.run(draft, block);
        if (run.isEmpty()) {
            return Optional.of(
                    "the layers " + block + " are not one run that everything passes through: there is a skip,"
                            + " a branch or a change of layout among them already; name a block inside of a run");
        }
        if (draft.preProcessor(run.get().get(0).name()).isPresent()) {
            return Optional.of("the layout of the activations changes in front of layer " + block.first()
                    + "; begin the block behind it");
        }
        Optional<SkipShape> shape = SkipShape.of(run.get());
        if (shape.isEmpty()) {
            return Optional.of(
                    "the shape of what the layers " + block + " give does not follow from what they read by a"
                            + " stride and a number of channels; name a block of dense, recurrent, or padded two-dimensional"
                            + " convolutional layers");
        }
        return form == Form.GATED_BRANCH && shape.get().family() == SkipShape.Family.SEQUENCES
                ? Optional.of(
                        "Deeplearning4j has no layer that multiplies each channel of a sequence by a factor, which a"
                                + " gate on the branch of " + block
                                + " would be; put the gate on the skip, or scale the branch")
                : Optional.empty();
    }

    private static String sumOf(SkipBlock block) {
        return block.last() + "-sum";
    }

    private static boolean isThere(NetworkDraft draft, SkipBlock block) {
        return draft.vertices().containsKey(sumOf(block));
    }

    @Override
    public void edit(NetworkDraft draft) {
        for (SkipBlock block : blocks) {
            if (!isThere(draft, block)) {
                lead(draft, block);
            }
        }
    }

    private void lead(NetworkDraft draft, SkipBlock block) {
        SkipShape shape = SkipShape.run(draft, block).flatMap(SkipShape::of).orElseThrow();
        @Nullable
        FeedForwardLayer onSkip = shape.isIdentity()
                ? (form == Form.GATED_SKIP ? SkipLayers.gate(shape) : null)
                : SkipLayers.projection(shape, form == Form.GATED_SKIP ? WeightInit.ZERO : WeightInit.XAVIER);
        @Nullable FeedForwardLayer onBranch = form == Form.GATED_BRANCH ? SkipLayers.gate(shape) : null;
        double scale = form == Form.SCALED ? 1 / Math.sqrt(blocks.size()) : 1;
        draft.bypass(new Bypass(block.first(), block.last(), sumOf(block), onSkip, onBranch, scale));
        if (onSkip != null) {
            draft.redraw(sumOf(block) + "-skip", seed);
        }
    }

    /**
     * Blocks of this many layers with weights wherever layers follow each other without a skip: all but the first of
     * each run, which brings the input to its width.
     *
     * @param length 1 or more; the last block of a run may be shorter
     */
    public static List<SkipBlock> blocks(NetworkDraft draft, int length) {
        List<SkipBlock> blocks = new ArrayList<>();
        for (LayerDraft layer : Given.value("draft", draft).layers()) {
            if (startsRun(draft, layer)) {
                cut(draft, layer, length, blocks);
            }
        }
        return blocks;
    }

    private static boolean mayStand(NetworkDraft draft, LayerDraft layer) {
        return !layer.isFrozen()
                && !draft.readers(layer.name()).isEmpty()
                && (SkipShape.isNeutral(layer) || SkipShape.family(layer).isPresent());
    }

    /** The layer behind this one where both may stand in one block. */
    private static Optional<LayerDraft> following(NetworkDraft draft, LayerDraft layer) {
        return SkipShape.next(draft, layer)
                .filter(next ->
                        mayStand(draft, next) && draft.preProcessor(next.name()).isEmpty());
    }

    private static boolean startsRun(NetworkDraft draft, LayerDraft layer) {
        return mayStand(draft, layer)
                && draft.layers().stream()
                        .filter(before -> mayStand(draft, before))
                        .noneMatch(before -> following(draft, before)
                                .filter(next -> next.name().equals(layer.name()))
                                .isPresent());
    }

    private static void cut(NetworkDraft draft, LayerDraft start, int length, List<SkipBlock> blocks) {
        List<LayerDraft> block = new ArrayList<>();
        int weighted = 0;
        Optional<LayerDraft> layer = following(draft, start);
        while (layer.isPresent()) {
            boolean neutral = SkipShape.isNeutral(layer.get());
            boolean full = !neutral && (weighted == length || !isOneFamily(block, layer.get()));
            if (full) {
                close(draft, block, blocks);
                weighted = 0;
            }
            if (!neutral || !block.isEmpty()) {
                block.add(layer.get());
                weighted += neutral ? 0 : 1;
            }
            layer = following(draft, layer.get());
        }
        close(draft, block, blocks);
    }

    private static boolean isOneFamily(List<LayerDraft> block, LayerDraft next) {
        List<LayerDraft> longer = new ArrayList<>(block);
        longer.add(next);
        return block.isEmpty() || SkipShape.of(longer).isPresent();
    }

    private static void close(NetworkDraft draft, List<LayerDraft> block, List<SkipBlock> blocks) {
        if (!block.isEmpty() && SkipShape.of(block).isPresent()) {
            SkipBlock found = new SkipBlock(
                    block.get(0).name(), block.get(block.size() - 1).name());
            if (!isThere(draft, found) && !isThereAround(draft, found)) {
                blocks.add(found);
            }
        }
        block.clear();
    }

    /** Whether a vertex adds to what the block gives already. */
    private static boolean isThereAround(NetworkDraft draft, SkipBlock block) {
        return draft.readers(draft.layer(block.last()).name()).stream()
                .anyMatch(reader -> draft.vertices().containsKey(reader));
    }
}
