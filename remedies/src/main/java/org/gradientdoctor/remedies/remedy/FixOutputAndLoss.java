package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Gives an output an activation and a loss that fit each other and the labels. The loss has no weights for classes: those
 * of another loss would mean something else.
 *
 * @param layer the output layer
 * @param pair activation and loss
 */
public record FixOutputAndLoss(String layer, OutputPair pair) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where an argument is null
     */
    public FixOutputAndLoss {
        Given.value("layer", layer);
        Given.value("pair", pair);
    }

    @Override
    public String name() {
        return "fix-output-and-loss";
    }

    @Override
    public String title() {
        return "answer with " + pair;
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.of(layer);
    }

    @Override
    public String effect() {
        return "Keeps all weights; the outputs mean something else at once.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers(), this::reason);
    }

    private Stream<String> reason(LayerDraft output) {
        if (!canFix(output)) {
            return Stream.of(
                    "layer " + output + " has no pair of activation and loss that could be chosen: hidden layers"
                            + " have no loss, and special outputs one of their own; name an output or loss layer");
        }
        boolean classes = pair == OutputPair.CLASSES || pair == OutputPair.CLASS_INDICES;
        return classes && units(output) == 1
                ? Stream.of("layer " + output + " has a single unit, whose softmax is 1 whatever it sees; choose "
                        + OutputPair.BITS + ", or give it a unit for each class")
                : Stream.empty();
    }

    /** Whether activation and loss of this layer can be chosen. */
    public static boolean canFix(LayerDraft layer) {
        return !layer.cores().isEmpty() && layer.cores().stream().allMatch(FixOutputAndLoss::canFix);
    }

    private static boolean canFix(Layer core) {
        // Subclasses (center loss, one-class networks) compute with a loss of their own.
        Class<?> type = core.getClass();
        return type == OutputLayer.class
                || type == RnnOutputLayer.class
                || type == LossLayer.class
                || type == RnnLossLayer.class
                || type == CnnLossLayer.class;
    }

    private static long units(LayerDraft output) {
        return output.cores().get(0) instanceof FeedForwardLayer layer ? layer.getNOut() : 0;
    }

    @Override
    public void edit(NetworkDraft draft) {
        for (Layer core : draft.layer(layer).cores()) {
            ((BaseLayer) core).setActivationFn(pair.activation());
            ILossFunction loss = pair.loss();
            if (core instanceof OutputLayer output) {
                output.setLossFn(loss);
            } else if (core instanceof RnnOutputLayer output) {
                output.setLossFn(loss);
            } else if (core instanceof LossLayer output) {
                output.setLossFn(loss);
            } else if (core instanceof RnnLossLayer output) {
                output.setLossFn(loss);
            } else if (core instanceof CnnLossLayer output) {
                output.setLossFn(loss);
            }
        }
    }

    /** Whether the layer has this very pair already. */
    public static boolean has(LayerDraft layer, OutputPair pair) {
        NetworkPair now = NetworkPair.of(layer.cores().get(0));
        return now.activation().equals(pair.activation().getClass())
                && now.loss().equals(pair.loss().getClass());
    }

    /** The classes of a layer's activation and loss. */
    private record NetworkPair(Class<?> activation, Class<?> loss) {
        static NetworkPair of(Layer core) {
            ILossFunction loss = core instanceof OutputLayer output
                    ? output.getLossFn()
                    : core instanceof RnnOutputLayer output
                            ? output.getLossFn()
                            : core instanceof LossLayer output
                                    ? output.getLossFn()
                                    : core instanceof RnnLossLayer output
                                            ? output.getLossFn()
                                            : ((CnnLossLayer) core).getLossFn();
            return new NetworkPair(((BaseLayer) core).getActivationFn().getClass(), loss.getClass());
        }
    }
}
