package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every remedy promises, on every network of the catalog. */
class RemedyContractTest {

    @TestFactory
    Stream<DynamicNode> everyRemedyOnEveryNetworkIsAppliedRightlyOrRefusedWithAReason() {
        return Networks.catalog().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Networks.Case network = entry.getValue().get();
                    for (Remedy remedy : EveryRemedy.on(network.model())) {
                        check(remedy, network);
                    }
                }));
    }

    private static void check(Remedy remedy, Networks.Case network) throws IOException, ClassNotFoundException {
        Recommendation recommendation = new Recommendation(List.of(remedy), "because of a test");
        State before = State.of(network.model());

        Optional<String> refusal = remedy.refusal(Surgery.examine(network.model()));
        if (refusal.isPresent()) {
            assertThatThrownBy(() -> recommendation.applyTo(network.model()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(refusal.get())
                    .hasMessageContaining(network.model().getClass().getSimpleName());
            before.assertUnchanged(network.model());
            return;
        }

        Model treated = recommendation.applyTo(network.model());
        before.assertUnchanged(network.model());
        assertThat(treated).hasSameClassAs(network.model());
        State treatment = State.of(treated);

        Model again = recommendation.applyTo(treated);
        assertThat(State.json(again)).as("second application").isEqualTo(State.json(treated));
        assertThat(State.parameters(again)).isEqualTo(treatment.parameters());
        assertThat(recommendation.configurationDifference(treated).stream().filter(line -> !line.startsWith("!")))
                .allMatch(line -> line.startsWith("  "));
        assertThat(recommendation.configurationDifference(network.model())).isNotEmpty();
        before.assertUnchanged(network.model());

        checkFunction(remedy, network, treated);
        checkUntouched(remedy, network, treated);
        network.fit(treated, 3);
        assertThat(treated.score()).isFinite();
        checkSaved(treated, network);
        checkValue(recommendation);
    }

    private static void checkFunction(Remedy remedy, Networks.Case network, Model treated) {
        INDArray then = network.output(network.model());
        INDArray now = network.output(treated);
        switch (remedy.safety()) {
            case KEEPS_FUNCTION -> assertThat(now).isEqualTo(then);
            case KEEPS_PARAMETERS -> assertThat(State.parameters(treated)).isEqualTo(State.parameters(network.model()));
            case RESETS_PARAMETERS ->
                assertThat(State.parameters(treated)).isNotEqualTo(State.parameters(network.model()));
        }
    }

    private static void checkUntouched(Remedy remedy, Networks.Case network, Model treated) {
        var then = State.parameters(network.model());
        List<String> prefixes = remedy.layers().stream()
                .map(layer -> network.model() instanceof MultiLayerNetwork stack
                        ? Networks.names(stack).indexOf(layer) + "_"
                        : layer + "_")
                .toList();
        State.parameters(treated).forEach((key, values) -> {
            if (prefixes.stream().noneMatch(key::startsWith)) {
                assertThat(values).as(key).isEqualTo(then.get(key));
            }
        });
        if (remedy.safety() != SafetyClass.RESETS_PARAMETERS) {
            // A new rate may split the blocks that the state is laid out in; SurgeryTest looks at the order.
            assertThat(sorted(State.updater(treated))).isEqualTo(sorted(State.updater(network.model())));
        }
    }

    private static List<Double> sorted(@Nullable List<Double> state) {
        return state == null ? List.of() : state.stream().sorted().toList();
    }

    private static void checkSaved(Model treated, Networks.Case network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(treated, out, true);
        var in = new ByteArrayInputStream(out.toByteArray());
        Model restored = treated instanceof MultiLayerNetwork
                ? ModelSerializer.restoreMultiLayerNetwork(in, true)
                : ModelSerializer.restoreComputationGraph(in, true);
        assertThat(State.json(restored)).isEqualTo(State.json(treated));
        assertThat(State.parameters(restored)).isEqualTo(State.parameters(treated));
        assertThat(State.updater(restored)).isEqualTo(State.updater(treated));
        assertThat(network.output(restored).distance2(network.output(treated))).isCloseTo(0, within(0.0));
    }

    private static void checkValue(Recommendation recommendation) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ObjectOutputStream(out).writeObject(recommendation);
        Object read = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
        assertThat(read).isEqualTo(recommendation).hasToString(recommendation.toString());
        assertThat(recommendation.needsData()).isFalse();
        assertThat(recommendation.changesNetworkClass()).isFalse();
        assertThat(recommendation.toString()).contains("because of a test", recommendation.title());
        assertThat(recommendation.layers())
                .isEqualTo(recommendation.steps().get(0).layers());
    }
}
