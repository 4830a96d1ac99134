package org.gradientdoctor.remedies.remedy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Replaces the activation of dense layers by a rectifier that learns its slope below zero, one for each unit (He et al.
 * 2015). In Deeplearning4j that is a layer: the activation becomes the identity, and a {@link PReLULayer} that
 * starts with a slope of a quarter is inserted behind it. A layer that is followed by one is left as it is.
 *
 * @param swapped the layers whose activation is replaced
 * @param redrawn how the weights of these layers are drawn anew; empty to keep all weights
 * @param seed of the draw
 */
public record ParametricRectifier(List<String> swapped, Map<String, Initialization> redrawn, long seed)
        implements Remedy {
    private static final long serialVersionUID = 1L;

    /** The slope below zero to begin with (He et al. 2015). */
    private static final double SLOPE = .25;

    /** How many numbers of a batch may share a slope: beyond, Deeplearning4j's backward pass throws ({@code prelu_bp}). */
    private static final long MOST_EXAMPLES = 64;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public ParametricRectifier {
        swapped = Given.list("swapped", swapped);
        redrawn = Given.map("redrawn", redrawn);
        if (swapped.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to swap the activation of: name at least one");
        }
    }

    /** Swaps activations and leaves all weights as they are. */
    public static ParametricRectifier keepingWeights(List<String> layers) {
        return new ParametricRectifier(layers, Map.of(), 0);
    }

    /**
     * Swaps activations and draws the weights that feed them anew by He's rule with the slope of a quarter.
     *
     * @param layers layers that {@link #canRectify}
     */
    public static ParametricRectifier drawn(NetworkDraft draft, List<String> layers, long seed) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        Given.value("draft", draft);
        for (String name : Given.list("layers", layers)) {
            RectifiedUnits.feeding(draft, draft.layer(name)).ifPresent(source -> schemes.put(source.name(), fitting()));
        }
        return new ParametricRectifier(layers, schemes, seed);
    }

    /** What weights are drawn by whose output such a rectifier reads: variance 2 / ((1 + .25²) · fan in). */
    public static Initialization fitting() {
        return new Initialization(Initialization.Scheme.HE, SLOPE);
    }

    @Override
    public String name() {
        return "parametric-rectifier";
    }

    @Override
    public String title() {
        return "swap activation to PReLU"
                + swapping().drawing().map(drawing -> " and " + drawing.title()).orElse("");
    }

    @Override
    public SafetyClass safety() {
        return swapping().safety();
    }

    @Override
    public List<String> layers() {
        return swapping().layers();
    }

    @Override
    public String effect() {
        return swapping().effect() + " Adds a slope for each unit, which is trained and not regularized;"
                + " batches may have at most " + MOST_EXAMPLES + " examples.";
    }

    private Swapping swapping() {
        return new Swapping(swapped, redrawn, seed);
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.indexForName(draft, layers())
                .or(() -> Refusal.first(draft, swapped, layer -> reason(draft, layer)))
                .or(() -> swapping().drawing().flatMap(drawing -> drawing.refusal(draft)));
    }

    private static Stream<String> reason(NetworkDraft draft, LayerDraft layer) {
        if (isRectified(draft, layer)) {
            return Stream.empty();
        }
        if (SwapActivation.isRecurrent(layer)) {
            return Stream.of("layer " + layer + " is recurrent, so that its activation is inside of each step, where no"
                    + " layer can stand; keep it, or give the layer gates");
        }
        if (draft.readers(layer.name()).isEmpty()) {
            return Stream.of("layer " + layer + " is an output, and outputs answer to their loss; name hidden layers");
        }
        return SwapActivation.canSwap(layer)
                        && RectifiedUnits.feeding(draft, layer).isPresent()
                ? Stream.empty()
                : Stream.of("layer " + layer
                        + " is neither dense nor an activation layer in one run with a dense one, or"
                        + " it is wrapped or reads the steps of sequences: Deeplearning4j's backward pass throws where a"
                        + " slope is shared by more than " + MOST_EXAMPLES + " numbers of a batch, as places and steps"
                        + " would; swap its activation to a leaky ReLU, which learns no slope");
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft, Batch batch) {
        return refusal(draft)
                .or(() -> batch.examples() > MOST_EXAMPLES
                        ? Optional.of("the batch has " + batch.examples() + " examples, which would share the slopes"
                                + " behind layer " + swapped.get(0)
                                + ", and Deeplearning4j's backward pass throws beyond "
                                + MOST_EXAMPLES + ": train with smaller batches, or swap to a leaky ReLU")
                        : Optional.empty());
    }

    /** Whether this layer's activation can become a parametric rectifier and is none. Whether it is frozen is not asked. */
    public static boolean canRectify(NetworkDraft draft, LayerDraft layer) {
        return !isRectified(draft, layer) && reason(draft, layer).findFirst().isEmpty();
    }

    private static boolean isRectified(NetworkDraft draft, LayerDraft layer) {
        return draft.readers(layer.name()).stream()
                .flatMap(reader -> draft.named(reader).stream())
                .anyMatch(reader -> reader.layer() instanceof PReLULayer);
    }

    @Override
    public void edit(NetworkDraft draft) {
        for (String name : swapped) {
            LayerDraft layer = draft.layer(name);
            if (!isRectified(draft, layer)) {
                long units = RectifiedUnits.feeding(draft, layer)
                        .map(RectifiedUnits::count)
                        .orElseThrow();
                PReLULayer rectifier = new PReLULayer.Builder()
                        .inputShape(units)
                        .weightInit(new WeightInitConstant(SLOPE))
                        .build();
                new Swapping(List.of(layer.name()), Map.of(), seed).give(draft, ActivationIdentity::new);
                draft.insertAfter(layer.name(), layer.name() + "-prelu", rectifier, null);
            }
        }
        swapping().drawing().ifPresent(drawing -> drawing.edit(draft));
    }
}
