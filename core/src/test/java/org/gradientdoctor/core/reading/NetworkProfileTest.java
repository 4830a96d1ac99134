package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NetworkProfileTest {

    private static LayerProfile layer(String name, LayerRole role, String... inputs) {
        return new LayerProfile(name, "DenseLayer", role, List.of(inputs), 4, 4, 16, null, Set.of(), "", "");
    }

    private static NetworkProfile network(LayerProfile... layers) {
        return new NetworkProfile("ComputationGraph", "FLOAT", LossFamily.SQUARED_ERROR, "identity", List.of(layers));
    }

    @Test
    void theLongestPathLeadsThroughTheBranchAndNotItsBypass() {
        NetworkProfile network = network(
                layer("first", LayerRole.HIDDEN, "input"),
                layer("branch", LayerRole.HIDDEN, "first"),
                layer("bypass", LayerRole.HIDDEN, "input"),
                layer("out", LayerRole.OUTPUT, "bypass", "branch"));

        assertThat(network.longestPath()).extracting(LayerProfile::name).containsExactly("first", "branch", "out");
    }

    /** A circle would lead on for ever, adding to the path. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLayerThatIsCalledAsItsInputIsReadOnce() {
        NetworkProfile network = network(
                layer("hidden", LayerRole.HIDDEN, "input"),
                layer("hidden", LayerRole.HIDDEN, "hidden"),
                layer("out", LayerRole.OUTPUT, "hidden"));

        assertThat(network.longestPath()).extracting(LayerProfile::name).containsExactly("hidden", "hidden", "out");
    }
}
