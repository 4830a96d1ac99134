package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static final ActivationProfile IDENTITY =
            new ActivationProfile("identity", ActivationShape.LINEAR, 1, ResponsiveRange.unbounded());
    private static final ActivationProfile SIGMOID = SimulatedStack.SIGMOID.profile();

    @Test
    void anActivationLayerBehindANormalizationIsTheActivationOfTheLayerBeforeBoth() {
        List<Site> sites = sites(
                layer("dense", LayerRole.HIDDEN, "DenseLayer", IDENTITY),
                layer("norm", LayerRole.NORMALIZATION, "BatchNormalization", null),
                layer("act", LayerRole.ACTIVATION, "ActivationLayer", SIGMOID),
                layer("out", LayerRole.OUTPUT, "OutputLayer", IDENTITY));

        assertThat(sites).extracting(Site::name).containsExactly("dense", "out");
        Site dense = sites.get(0);
        assertThat(dense.activation()).isEqualTo(SIGMOID);
        assertThat(dense.slope()).isCloseTo(Math.log10(.2), within(1e-9));
        assertThat(dense.pinned()).isTrue();
        assertThat(dense.weightsCancel()).isTrue();
        assertThat(WeightExcess.of(dense, null, 2)).isZero();
        assertThat(sites.get(1).freshInput()).isFalse();
    }

    @Test
    void aNormalizationBehindTheActivationRefreshesWhatTheNextLayerGets() {
        List<Site> sites = sites(
                layer("dense", LayerRole.HIDDEN, "DenseLayer", SIGMOID),
                layer("norm", LayerRole.NORMALIZATION, "BatchNormalization", null),
                layer("out", LayerRole.OUTPUT, "OutputLayer", IDENTITY));

        assertThat(sites.get(0).weightsCancel()).isTrue();
        assertThat(sites.get(0).pinned()).isFalse();
        assertThat(sites.get(1).freshInput()).isTrue();
    }

    @Test
    void aGatedCellHasNoActivationOfItsOwnToBlame() {
        assertThat(sites(layer("lstm", LayerRole.RECURRENT, "LSTM", SIGMOID))
                        .get(0)
                        .isFlattening())
                .isFalse();
        assertThat(sites(layer("rnn", LayerRole.RECURRENT, "SimpleRnn", SIGMOID))
                        .get(0)
                        .isFlattening())
                .isTrue();
    }

    private static LayerProfile layer(
            String name, LayerRole role, String type, @Nullable ActivationProfile activation) {
        boolean weights = role != LayerRole.NORMALIZATION && role != LayerRole.ACTIVATION;
        return new LayerProfile(
                name, type, role, List.of(), weights ? 4 : 0, weights ? 4 : 0, 20, activation, Set.of(), "", "");
    }

    /** Each reads from the one before it and passes on a fifth. */
    private static List<Site> sites(LayerProfile... layers) {
        LayerProfile[] chained = layers.clone();
        LayerReading[] readings = new LayerReading[layers.length];
        for (int i = 0; i < layers.length; i++) {
            LayerProfile one = layers[i];
            chained[i] = new LayerProfile(
                    one.name(),
                    one.type(),
                    one.role(),
                    List.of(i == 0 ? "input" : layers[i - 1].name()),
                    one.fanIn(),
                    one.fanOut(),
                    one.parameters(),
                    one.activation(),
                    Set.of(),
                    "",
                    "");
            readings[i] = new LayerReading(
                    one.name(),
                    one.fanIn() == 0 ? null : new ParameterReading(of(9), null, null, Double.NaN),
                    null,
                    null,
                    null,
                    new SignalReading(of(.1), of(1), of(.2), units()),
                    List.of());
        }
        VitalSigns vitals =
                new VitalSigns(0, 0, 2, 1, 1, .1, PerLayer.none(), false, ClippingEffect.none(), Double.NaN);
        return Site.along(
                new NetworkProfile(
                        "ComputationGraph", "DOUBLE", LossFamily.SQUARED_ERROR, "identity", List.of(chained)),
                new IterationReading(vitals, List.of(readings), null, null, null));
    }

    private static TensorSummary of(double rms) {
        return TensorSummary.of(new double[] {rms, -rms});
    }

    private static UnitSummary units() {
        return UnitSummary.of(
                DoubleBuffer.wrap(new double[] {1, -1}), UnitLayout.rowMajor(2, 1), ResponsiveRange.unbounded());
    }
}
