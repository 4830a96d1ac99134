package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.jspecify.annotations.Nullable;

/**
 * One layer with weights on the longest path, with what was measured there and its activation function, which may be a
 * layer of its own behind it.
 *
 * @param activation null where there is none
 * @param z its measured pre-activations
 * @param slope log₁₀ of the measured RMS of φ′(z): {@link DepthTrend#FLOOR} for a layer that passes nothing, NaN unread
 * @param logDelta log₁₀ of the measured RMS of δ
 * @param freshInput whether a normalization stands between the site below and this one
 * @param pinned whether a normalization stands between its weights and its activation function
 * @param weightsCancel whether a normalization behind it undoes any scale of its weights
 */
record Site(
        LayerProfile layer,
        LayerReading reading,
        @Nullable ActivationProfile activation,
        FunctionMoments moments,
        PreActivations z,
        double slope,
        double logDelta,
        boolean freshInput,
        boolean pinned,
        boolean weightsCancel) {

    /** The sites of the longest path where a finite error signal was read, from input to output. */
    static List<Site> along(NetworkProfile profile, IterationReading reading) {
        List<Site> sites = new ArrayList<>();
        // Layers share their function, and a critical gain takes a search.
        Map<ActivationProfile, FunctionMoments> known = new IdentityHashMap<>();
        boolean normalized = false;
        for (LayerProfile layer : profile.longestPath()) {
            LayerReading read = reading.layer(layer.name()).orElse(null);
            int last = sites.size() - 1;
            if (layer.role() == LayerRole.NORMALIZATION) {
                normalized = true;
                if (last >= 0) {
                    sites.set(last, sites.get(last).normalized());
                }
            } else if (layer.fanIn() == 0) {
                if (layer.role() == LayerRole.ACTIVATION
                        && last >= 0
                        && read != null
                        && sites.get(last).moments().shape() == ActivationShape.LINEAR) {
                    sites.set(last, sites.get(last).activatedBy(layer, read, normalized, moments(layer, known)));
                    normalized = false;
                }
            } else if (read != null
                    && read.signal() != null
                    && read.signal().delta().isFinite()) {
                sites.add(of(layer, read, read.signal(), moments(layer, known), normalized));
                normalized = false;
            }
        }
        return sites;
    }

    private static FunctionMoments moments(LayerProfile layer, Map<ActivationProfile, FunctionMoments> known) {
        ActivationProfile profile = activation(layer);
        return profile == null ? FunctionMoments.of(null) : known.computeIfAbsent(profile, FunctionMoments::of);
    }

    private static Site of(
            LayerProfile layer,
            LayerReading reading,
            SignalReading signal,
            FunctionMoments moments,
            boolean freshInput) {
        double rms = signal.delta().rms();
        return new Site(
                layer,
                reading,
                activation(layer),
                moments,
                preActivations(signal),
                logRms(signal.slope()),
                rms > 0 ? Math.max(Math.log10(rms), DepthTrend.FLOOR) : DepthTrend.FLOOR,
                freshInput,
                false,
                false);
    }

    /** A gated cell's function is no factor of its own: what the cell passes is up to its gates. */
    private static @Nullable ActivationProfile activation(LayerProfile layer) {
        return layer.role() == LayerRole.RECURRENT && !layer.type().equals("SimpleRnn") ? null : layer.activation();
    }

    private static PreActivations preActivations(SignalReading signal) {
        TensorSummary z = signal.preActivations().finitePart();
        double deviation = z.standardDeviation();
        return new PreActivations(z.mean(), deviation * deviation);
    }

    private static double logRms(@Nullable TensorSummary slope) {
        if (slope == null || Double.isNaN(slope.rms())) {
            return Double.NaN;
        }
        return slope.rms() == 0 ? DepthTrend.FLOOR : Math.log10(slope.rms());
    }

    private Site normalized() {
        return new Site(layer, reading, activation, moments, z, slope, logDelta, freshInput, pinned, true);
    }

    /** A normalization between this layer and its activation function is behind neither, and pins what comes next. */
    private Site activatedBy(LayerProfile own, LayerReading read, boolean normalized, FunctionMoments function) {
        SignalReading signal = read.signal();
        return new Site(
                layer,
                reading,
                own.activation(),
                function,
                signal == null ? new PreActivations(Double.NaN, Double.NaN) : preActivations(signal),
                signal == null ? Double.NaN : logRms(signal.slope()),
                logDelta,
                freshInput,
                normalized,
                weightsCancel);
    }

    String name() {
        return layer.name();
    }

    ActivationShape shape() {
        return moments.shape();
    }

    boolean isFlattening() {
        return shape() == ActivationShape.SATURATING || shape() == ActivationShape.OTHER;
    }

    /** Whether no error at all passes its activation function. */
    boolean isDead() {
        return slope <= DepthTrend.FLOOR;
    }

    /** RMS of its weights; NaN where there are none to measure or they are looked up. */
    double weightRms() {
        ParameterReading weights = reading.weights();
        return weights == null ? Double.NaN : weights.values().rms();
    }

    /** Its biases as a Gaussian; zeros where it has none. */
    PreActivations biases() {
        ParameterReading biases = reading.biases();
        if (biases == null || !biases.values().isFinite() || biases.values().count() == 0) {
            return new PreActivations(0, 0);
        }
        double deviation = biases.values().standardDeviation();
        return new PreActivations(biases.values().mean(), deviation * deviation);
    }
}
