package org.gradientdoctor.listeners.capture;

import java.util.Arrays;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.VitalSigns;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/** Reads the vital signs: what is cheap enough for every iteration. */
final class VitalSignsCapture {
    private final WatchedNetwork network;
    private final Norms norms = new Norms();
    private final Clipping clipping = new Clipping(norms);
    private final RegularizationTerm regularization = new RegularizationTerm();
    private final boolean clips;
    private @Nullable UpdateSketch sketch;

    VitalSignsCapture(WatchedNetwork network) {
        this.network = network;
        this.clips = Clipping.isConfigured(network);
    }

    /** The gradient has another layout from now on. */
    void layoutChanged(FlatLayout layout) {
        sketch = network.stepsDirectly() ? new UpdateSketch(layout) : null;
    }

    /**
     * Reads what {@code onBackwardPass} offers; the update's direction is not known yet.
     *
     * @param score the score of this pass
     * @param raw a copy of the mean gradient, where there is one
     */
    VitalSigns read(FlatLayout layout, long iteration, int examples, double score, @Nullable RawGradient raw) {
        double divisor = network.dividesByExamples() ? examples : 1;
        double[] layerNorms = new double[network.layers().size()];
        Arrays.fill(layerNorms, Double.NaN);
        boolean nonFinite = false;
        for (FlatLayout.Run run : layout.runs()) {
            double norm = norms.norm(run.view()) / divisor;
            nonFinite |= !Double.isFinite(norm);
            double before = layerNorms[run.layer()];
            layerNorms[run.layer()] = Double.isNaN(before) ? norm : Math.hypot(before, norm);
        }
        ClippingEffect effect = clips && !nonFinite
                ? clipping.effect(network, layout, layerNorms, divisor, raw)
                : ClippingEffect.none();
        return new VitalSigns(
                iteration,
                network.epoch(),
                examples,
                score,
                score - regularization.of(network),
                learningRate(),
                PerLayer.of(layerNorms),
                nonFinite,
                effect,
                Double.NaN);
    }

    private double learningRate() {
        for (WatchedLayer layer : network.layers()) {
            if (layer.profile().isTrainable() && layer.profile().role() != LayerRole.PASSIVE) {
                IUpdater updater = layer.layer().updater();
                return updater != null && updater.hasLearningRate()
                        ? updater.getLearningRate(network.iteration(), network.epoch())
                        : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** Completes the vital signs by what {@code iterationDone} offers: the update in place of the gradient. */
    VitalSigns complete(VitalSigns vitals, FlatLayout layout) {
        UpdateSketch present = sketch;
        if (present == null) {
            return vitals;
        }
        double cosine = present.cosine(TensorView.of(layout.flat()));
        return new VitalSigns(
                vitals.iteration(),
                vitals.epoch(),
                vitals.examples(),
                vitals.score(),
                vitals.loss(),
                vitals.learningRate(),
                vitals.gradientNorms(),
                vitals.nonFiniteGradients(),
                vitals.clipping(),
                cosine);
    }

    /**
     * Whether the update that is now in the gradient array is finite, as far as a sample shows: what spoils an update, an
     * updater or a schedule, spoils most of it. The rest shows in the parameters of the next iteration.
     */
    boolean isUpdateFinite() {
        return sketch == null || sketch.isFinite();
    }
}
