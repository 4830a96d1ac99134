package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.TensorSummary;
import org.jspecify.annotations.Nullable;

/**
 * One step of the error signal on its way back, from the pre-activations of a layer to those of the layer before it:
 * δ₋ = (Wᵀδ) ⊙ φ′(z₋). Its gain in RMS is about rms(W)·√fan_out × rms(φ′).
 *
 * @param layer the layer whose slope φ′ the signal passes
 * @param above the layer whose weights it passes
 * @param weightGain log₁₀ of rms(W)·√fan_out of the layer above
 * @param slopeGain log₁₀ of rms(φ′) of this layer
 * @param measured log₁₀ of rms(δ) here over rms(δ) above
 */
record Hop(
        LayerProfile layer,
        LayerProfile above,
        LayerReading reading,
        double weightGain,
        double slopeGain,
        double measured) {

    /** The steps along the longest path whose both ends were read, from input to output. */
    static List<Hop> along(NetworkProfile profile, IterationReading reading) {
        List<Hop> hops = new ArrayList<>();
        LayerProfile before = null;
        LayerReading beforeReading = null;
        for (LayerProfile layer : profile.longestPath()) {
            LayerReading read = reading.layer(layer.name()).orElse(null);
            if (layer.fanIn() == 0 || layer.role() == LayerRole.NORMALIZATION) {
                continue;
            }
            if (before != null && beforeReading != null && read != null) {
                Hop hop = between(before, beforeReading, layer, read);
                if (hop != null) {
                    hops.add(hop);
                }
            }
            before = layer;
            beforeReading = read;
        }
        return hops;
    }

    private static @Nullable Hop between(
            LayerProfile layer, LayerReading reading, LayerProfile above, LayerReading aboveReading) {
        if (reading.signal() == null || aboveReading.signal() == null || aboveReading.weights() == null) {
            return null;
        }
        TensorSummary slope = reading.signal().slope();
        double delta = reading.signal().delta().rms();
        double deltaAbove = aboveReading.signal().delta().rms();
        double weights = aboveReading.weights().values().rms();
        double weightGain = Math.log10(weights * Math.sqrt(above.fanOut()));
        double slopeGain = slope == null || slope.rms() == 0 ? DepthTrend.FLOOR : Math.log10(slope.rms());
        double measured = delta == 0 ? DepthTrend.FLOOR : Math.log10(delta / deltaAbove);
        return Double.isFinite(weightGain) && Double.isFinite(measured)
                ? new Hop(layer, above, reading, weightGain, slopeGain, measured)
                : null;
    }
}
