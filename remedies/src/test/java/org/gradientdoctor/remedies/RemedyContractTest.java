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
import org.deeplearning4j.nn.graph.ComputationGraph;
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
            assertThatThrownBy(() -> network.apply(recommendation, network.model()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(refusal.get())
                    .hasMessageContaining(network.model().getClass().getSimpleName());
            before.assertUnchanged(network.model());
            return;
        }

        if (remedy.needsData() && network.batch().numExamples() < 8) {
            assertThatThrownBy(() -> network.apply(recommendation, network.model()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("this one has " + network.batch().numExamples() + " examples");
            before.assertUnchanged(network.model());
            return;
        }

        Model treated = network.apply(recommendation, network.model());
        before.assertUnchanged(network.model());
        if (remedy.changesNetworkClass()) {
            assertThat(treated).isInstanceOf(ComputationGraph.class);
        } else {
            assertThat(treated).hasSameClassAs(network.model());
        }
        State treatment = State.of(treated);

        Model again = network.apply(recommendation, treated);
        assertThat(State.json(again)).as("second application").isEqualTo(State.json(treated));
        assertThat(State.parameters(again)).isEqualTo(treatment.parameters());
        assertThat(recommendation.configurationDifference(treated).stream().filter(line -> !line.startsWith("!")))
                .allMatch(line -> line.startsWith("  "));
        assertThat(recommendation.configurationDifference(network.model())).isNotEmpty();
        before.assertUnchanged(network.model());

        checkFunction(remedy, network, treated);
        checkUntouched(remedy, network, treated);
        network.fit(treated, 3);
        assertThat(treated.score()).as(remedy.title()).isFinite();
        checkSaved(treated, network);
        checkValue(recommendation);
    }

    private static void checkFunction(Remedy remedy, Networks.Case network, Model treated) {
        INDArray then = network.output(network.model());
        INDArray now = network.output(treated);
        var kept = State.named(network.model());
        var have = State.named(treated);
        switch (remedy.safety()) {
            case KEEPS_FUNCTION -> {
                boolean rewired = !have.keySet().equals(kept.keySet());
                double most = rewired ? tolerance(then) * then.norm2Number().doubleValue() : 0;
                assertThat(now.distance2(then)).isLessThanOrEqualTo(most);
                assertThat(have).containsAllEntriesOf(kept);
            }
            case KEEPS_PARAMETERS -> assertThat(have).containsAllEntriesOf(kept);
            case RESETS_PARAMETERS -> assertThat(have).isNotEqualTo(kept);
        }
    }

    /** How much rounding may change outputs, relatively: batch normalization divides and multiplies again. */
    private static double tolerance(INDArray output) {
        return switch (output.dataType()) {
            case DOUBLE -> 1e-6;
            case FLOAT -> 1e-4;
            default -> .02;
        };
    }

    private static void checkUntouched(Remedy remedy, Networks.Case network, Model treated) {
        var then = State.named(network.model());
        var now = State.named(treated);
        then.forEach((key, values) -> {
            if (remedy.layers().stream().noneMatch(layer -> key.startsWith(layer + "_"))) {
                assertThat(now.get(key)).as(key).isEqualTo(values);
            }
        });
        if (remedy.safety() != SafetyClass.RESETS_PARAMETERS) {
            // Another rate or a new layer may split the blocks of the state; SurgeryTest looks at the order.
            List<Double> state = sorted(State.updater(treated));
            if (now.keySet().equals(then.keySet())) {
                assertThat(state).isEqualTo(sorted(State.updater(network.model())));
            } else {
                assertThat(state).containsAll(sorted(State.updater(network.model())));
            }
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
        assertThat(recommendation.needsData())
                .isEqualTo(recommendation.steps().get(0).needsData());
        assertThat(recommendation.toString()).contains("because of a test", recommendation.title());
        assertThat(recommendation.layers())
                .isEqualTo(recommendation.steps().get(0).layers());
    }
}
