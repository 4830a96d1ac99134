package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Gives recurrent layers gates: each {@link SimpleRnn} becomes an LSTM of as many units, whose cell hands its error back
 * through time by the forget gate and not through weights and slopes (Hochreiter &amp; Schmidhuber 1997; Gers et al.
 * 2000). Recurrent weights are drawn orthogonal gate by gate, input weights by Xavier's rule. Wrappers stay around it.
 *
 * @param layers the layers that become LSTMs
 * @param forgetBias bias of the forget gates, 1 or more
 * @param seed of the draw
 */
public record GateRecurrence(List<String> layers, double forgetBias, long seed) implements Remedy {
    private static final long serialVersionUID = 1L;

    /** With which a cell keeps 73 % of what it holds per step until it learns otherwise (Jozefowicz et al. 2015). */
    private static final double OPEN = 1;

    /**
     * @throws IllegalArgumentException where no layer is named or the bias is less than 1 or not finite
     */
    public GateRecurrence {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to get gates: name at least one");
        }
        if (!(forgetBias >= OPEN && forgetBias < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("forget gates with a bias of " + forgetBias
                    + " begin nearly closed: give a finite one of at least " + Figure.of(OPEN));
        }
    }

    /** With forget gates of bias 1. */
    public GateRecurrence(List<String> layers, long seed) {
        this(layers, OPEN, seed);
    }

    /**
     * With forget gates so far open that a third of the error is left after this many steps: a bias of about the
     * logarithm of their number (Tallec &amp; Ollivier 2018).
     *
     * @param steps the length of sequences, 2 or more
     */
    public static GateRecurrence over(List<String> layers, int steps, long seed) {
        if (steps < 2) {
            throw new IllegalArgumentException(
                    "in a sequence of " + steps + " steps nothing goes back through time: give 2 steps or more");
        }
        return new GateRecurrence(layers, Math.max(OPEN, Math.log(steps - 1.0)), seed);
    }

    @Override
    public String name() {
        return "gate-recurrence";
    }

    @Override
    public String title() {
        return "replace simple recurrent layers by LSTMs with forget gates of bias " + Figure.of(forgetBias);
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.RESETS_PARAMETERS;
    }

    @Override
    public String effect() {
        return "Gives " + layers.size() + (layers.size() == 1 ? " layer" : " layers")
                + " four times the weights, drawn anew from seed " + seed
                + ", and tanh as activation; the updater's state there starts anew.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers, layer -> isGated(layer) ? Stream.empty() : reason(layer));
    }

    /** Whether this layer can be given gates and has none yet. Whether it is frozen is another question. */
    public static boolean canGate(LayerDraft layer) {
        return reason(layer).findFirst().isEmpty();
    }

    private static Stream<String> reason(LayerDraft layer) {
        if (layer.cores().isEmpty() || !layer.cores().stream().allMatch(BaseRecurrentLayer.class::isInstance)) {
            return Stream.of("layer " + layer + " is not recurrent and has no place for gates; name SimpleRnn layers");
        }
        if (layer.cores().stream().anyMatch(AbstractLSTM.class::isInstance)) {
            return Stream.of("layer " + layer + " has gates already; draw its weights anew with orthogonal ones, which"
                    + " opens its forget gates, or shorten the back-propagation through time");
        }
        if (layer.cores().stream().anyMatch(core -> core.getClass() != SimpleRnn.class)) {
            return Stream.of("layer " + layer + " is a recurrent layer of its own kind, of which is not known what"
                    + " gates would have to take over; replace it by an LSTM yourself, or name SimpleRnn layers");
        }
        return layer.cores().stream().anyMatch(core -> ((SimpleRnn) core).hasLayerNorm())
                ? Stream.of("layer " + layer + " has layer normalization, which Deeplearning4j's LSTM lacks; build it"
                        + " with hasLayerNorm(false) first")
                : Stream.empty();
    }

    /** Whether this very remedy has been here. */
    private boolean isGated(LayerDraft layer) {
        return !layer.cores().isEmpty() && layer.cores().stream().allMatch(core -> GatedCell.is(core, forgetBias));
    }

    @Override
    public void edit(NetworkDraft draft) {
        List<String> gated = new ArrayList<>();
        for (String name : layers) {
            LayerDraft layer = draft.layer(name);
            if (!isGated(layer)) {
                draft.replaceCores(layer.name(), this::gate);
                draft.redraw(layer.name(), seed);
                gated.add(layer.name());
            }
        }
        OrthogonalWeights.setRecurrent(draft, gated, 1);
    }

    private Layer gate(Layer core) {
        return GatedCell.of((SimpleRnn) core, forgetBias);
    }
}
