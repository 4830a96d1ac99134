package org.gradientdoctor.listeners.capture;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.jspecify.annotations.Nullable;

/**
 * What gradient clipping or normalization will do to a raw gradient, found from its norms before it happens: no callback
 * ever sees the clipped gradient.
 *
 * <p>Thresholds act on the mean gradient over examples, layer by layer; there is no clipping by the norm of the whole.
 * With element-wise clipping, norms don't tell shrink and direction; only whether it engages is known without a pass
 * over all elements.
 */
final class Clipping {
    private final Norms norms;

    /** Sums over the whole gradient: raw², clipped² and raw·clipped. */
    private double raw;

    private double clipped;
    private double dot;
    private boolean exact;

    Clipping(Norms norms) {
        this.norms = norms;
    }

    static boolean isConfigured(WatchedNetwork network) {
        return network.layers().stream()
                .anyMatch(layer -> !layer.profile().clipping().isEmpty());
    }

    /**
     * @param layerNorms norm of each layer's mean gradient, NaN where it has none
     * @param divisor what raw sums are divided by to give the mean
     * @param elements the mean gradient itself, if a pass over it is allowed; else null
     */
    ClippingEffect effect(
            WatchedNetwork network,
            FlatLayout layout,
            double[] layerNorms,
            double divisor,
            @Nullable RawGradient elements) {
        raw = 0;
        clipped = 0;
        dot = 0;
        exact = true;
        int engaged = 0;
        int layers = 0;
        for (int i = 0; i < layerNorms.length; i++) {
            if (Double.isNaN(layerNorms[i])) {
                continue;
            }
            layers++;
            engaged += layer(network.layers().get(i), i, layout, layerNorms[i], divisor, elements) ? 1 : 0;
        }
        double share = layers == 0 ? Double.NaN : (double) engaged / layers;
        return exact && raw > 0 && Double.isFinite(raw)
                ? new ClippingEffect(share, Math.sqrt(clipped / raw), dot / Math.sqrt(raw * clipped))
                : new ClippingEffect(share, Double.NaN, Double.NaN);
    }

    private boolean layer(
            WatchedLayer layer,
            int index,
            FlatLayout layout,
            double norm,
            double divisor,
            @Nullable RawGradient elements) {
        var configuration = layer.layer().running().getConfig();
        GradientNormalization kind = configuration.getGradientNormalization();
        double threshold = configuration.getGradientNormalizationThreshold();
        if (kind == null || layer.profile().clipping().isEmpty()) {
            kind = GradientNormalization.None;
        }
        return switch (kind) {
            case None -> scaled(norm, 1);
            case ClipL2PerLayer -> {
                double whole = Math.hypot(norm, statisticsNorm(layout, index));
                yield scaled(norm, whole > threshold ? threshold / whole : 1);
            }
            case RenormalizeL2PerLayer -> scaled(norm, 1 / Math.hypot(norm, statisticsNorm(layout, index)));
            case ClipL2PerParamType -> {
                boolean any = false;
                for (double part : parts(layout, index, divisor)) {
                    any |= scaled(part, part > threshold ? threshold / part : 1);
                }
                yield any;
            }
            case RenormalizeL2PerParamType -> {
                boolean any = false;
                for (double part : parts(layout, index, divisor)) {
                    any |= scaled(part, 1 / part);
                }
                yield any;
            }
            case ClipElementWiseAbsoluteValue -> elementWise(layout, index, threshold, divisor, elements);
        };
    }

    private boolean scaled(double norm, double scale) {
        double square = norm * norm;
        // A zero gradient stays zero whatever the scale, which is infinite for normalization.
        if (square > 0) {
            raw += square;
            clipped += square * scale * scale;
            dot += square * scale;
        }
        return scale != 1 && norm > 0;
    }

    /** Running statistics are undivided, and clipping per layer counts them in. */
    private double statisticsNorm(FlatLayout layout, int layer) {
        double sum = 0;
        for (FlatLayout.Slot slot : layout.statistics()) {
            sum = slot.layer() == layer ? Math.hypot(sum, norms.norm(layout.view(slot))) : sum;
        }
        return sum;
    }

    private double[] parts(FlatLayout layout, int layer, double divisor) {
        List<FlatLayout.Slot> slots =
                layout.slots().stream().filter(slot -> slot.layer() == layer).toList();
        return slots.stream()
                .mapToDouble(slot -> norms.norm(layout.view(slot)) / divisor)
                .toArray();
    }

    private boolean elementWise(
            FlatLayout layout, int layer, double threshold, double divisor, @Nullable RawGradient elements) {
        boolean any = false;
        for (FlatLayout.Slot slot : layout.slots()) {
            if (slot.layer() != layer) {
                continue;
            }
            if (elements == null) {
                exact = false;
                any |= norms.largestMagnitude(layout.view(slot)) / divisor > threshold;
                continue;
            }
            for (long i = slot.from(); i < slot.from() + slot.length(); i++) {
                double value = elements.get(i);
                double kept = Math.max(-threshold, Math.min(threshold, value));
                any |= kept != value;
                raw += value * value;
                clipped += kept * kept;
                dot += value * kept;
            }
        }
        return any;
    }
}
