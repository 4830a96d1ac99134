package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.junit.jupiter.api.Test;

/** Units stay the same where their own weights are equal and all readers hand them the same error. */
class EqualWeightsTest {
    private final List<LayerProfile> profiles = new ArrayList<>();
    private final List<LayerReading> readings = new ArrayList<>();

    private EqualWeightsTest layer(String name, LayerRole role, boolean equal, String... inputs) {
        boolean weighted = role != LayerRole.PASSIVE && role != LayerRole.ACTIVATION;
        int fan = weighted ? 4 : 0;
        profiles.add(new LayerProfile(
                name, "", role, List.of(inputs), fan, fan, weighted ? 20 : 0, null, Set.of(), "Sgd(0.1)", ""));
        TensorSummary weights = TensorSummary.of(equal ? new double[] {.1, .1} : new double[] {.1, -.2});
        readings.add(new LayerReading(
                name,
                weighted ? new ParameterReading(weights, null, null, Double.NaN) : null,
                null,
                null,
                null,
                null,
                List.of()));
        return this;
    }

    private List<String> sick() {
        VitalSigns vitals =
                new VitalSigns(0, 0, 8, 1, 1, .1, PerLayer.none(), false, ClippingEffect.none(), Double.NaN);
        return EqualWeights.in(
                new NetworkProfile("ComputationGraph", "FLOAT", LossFamily.CROSS_ENTROPY, "softmax", profiles),
                new IterationReading(vitals, readings, null, null, null));
    }

    @Test
    void readersOfEqualWeightsKeepUnitsTheSameAndRandomOnesTellThemApart() {
        // b reads from a, and its weights are equal: a stays as it is. The output's differ: b learns.
        layer("a", LayerRole.HIDDEN, true, "in");
        layer("b", LayerRole.HIDDEN, true, "a");
        layer("out", LayerRole.OUTPUT, false, "b");

        assertThat(sick()).containsExactly("a");
    }

    @Test
    void anOutputOfEqualWeightsIsAReaderThoughNotSickItself() {
        layer("a", LayerRole.HIDDEN, true, "in");
        layer("out", LayerRole.OUTPUT, true, "a");

        assertThat(sick()).containsExactly("a");
    }

    @Test
    void layersThatMixNoUnitsAreLookedThrough() {
        layer("a", LayerRole.HIDDEN, true, "in");
        layer("norm", LayerRole.NORMALIZATION, true, "a");
        layer("relu", LayerRole.ACTIVATION, false, "norm");
        layer("out", LayerRole.OUTPUT, true, "relu");
        assertThat(sick()).containsExactly("a");

        layer("side", LayerRole.HIDDEN, false, "norm");
        assertThat(sick()).isEmpty();
    }

    @Test
    void aBranchThatBeginsWithZerosIsOpenedByWhatReadsTheSum() {
        layer("a", LayerRole.HIDDEN, false, "in");
        layer("branch", LayerRole.HIDDEN, true, "a");
        layer("sum", LayerRole.PASSIVE, false, "a", "branch");
        layer("out", LayerRole.OUTPUT, false, "sum");

        assertThat(sick()).isEmpty();
    }
}
