package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every remedy promises, on the networks of the catalog: on a covering part of all pairs, or on all of them where
 * the system property {@code remedies.pairs} is {@code all}. The gradient of treated networks is checked for all of all
 * pairs; of a part, only where the remedy changes what is computed from what. Others leave the network's own layers,
 * whose gradient they cannot make wrong.
 */
class RemedyContractTest {
    private static final boolean ALL = "all".equals(System.getProperty("remedies.pairs"));

    private static final Set<Class<? extends Remedy>> STRUCTURAL = Set.of(
            InsertBatchNormalization.class,
            NormalizeInputs.class,
            AddSkipConnections.class,
            ReduceDepth.class,
            LayerNormalization.class,
            ParametricRectifier.class,
            GateRecurrence.class);

    @TestFactory
    Stream<DynamicNode> everyRemedyIsAppliedRightlyOrRefusedWithAReason() {
        List<Treatment> all = Networks.catalog().entrySet().stream()
                .flatMap(
                        entry -> Treatments.all(entry.getKey(), entry.getValue().get()).stream())
                .toList();
        List<Treatment> tried = ALL ? all : Treatments.covering(all);
        Map<String, List<DynamicNode>> tests = new LinkedHashMap<>();
        if (ALL) {
            all.forEach(trial -> tests.computeIfAbsent(trial.name(), name -> {
                Networks.Case network = trial.network();
                return new ArrayList<>(List.of(
                        DynamicTest.dynamicTest(name + ": untreated", () -> checkGradient(network.model(), network))));
            }));
        }
        tried.forEach(trial -> tests.computeIfAbsent(trial.name(), name -> new ArrayList<>())
                .add(DynamicTest.dynamicTest(trial.name() + ": " + trial, () -> check(trial))));
        tests.put("what is tried", List.of(DynamicTest.dynamicTest("covers", () -> checkCover(tried, all))));
        return tests.entrySet().stream()
                .map(entry -> DynamicContainer.dynamicContainer(entry.getKey(), entry.getValue()));
    }

    /** Whatever remedy treats whatever network: each trait of that network is met by that remedy among those tried. */
    private static void checkCover(List<Treatment> tried, List<Treatment> all) {
        assertThat(all.stream().map(Treatment::name).distinct()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(tried.stream().map(Treatment::name).distinct())
                .containsExactlyElementsOf(
                        all.stream().map(Treatment::name).distinct().toList());
        assertThat(meetings(tried)).isEqualTo(meetings(all));
    }

    private static Set<String> meetings(List<Treatment> trials) {
        Set<String> meetings = new TreeSet<>();
        Map<String, Set<String>> traits = new LinkedHashMap<>();
        for (Treatment trial : trials) {
            if (!trial.isRefused()) {
                traits.computeIfAbsent(trial.name(), name -> Treatments.traits(trial.network()))
                        .forEach(trait -> meetings.add(trial.remedy().title() + " meets " + trait));
            }
        }
        return meetings;
    }

    private static void check(Treatment trial) throws IOException, ClassNotFoundException {
        Remedy remedy = trial.remedy();
        Networks.Case network = trial.network();
        Recommendation recommendation = new Recommendation(List.of(remedy), "because of a test");
        State before = State.of(network.model());

        if (trial.refusal().isPresent()) {
            assertThatThrownBy(() -> network.apply(recommendation, network.model()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(trial.refusal().get())
                    .hasMessageContaining(network.model().getClass().getSimpleName());
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
        if (ALL || STRUCTURAL.contains(remedy.getClass())) {
            checkGradient(treated, network);
        }
        checkSaved(treated, network);
        checkValue(recommendation);
    }

    private static void checkGradient(Model model, Networks.Case network) {
        GradientCheck.Worst worst = GradientCheck.worst(model, network);
        assertThat(worst.error())
                .as("error of the gradient of " + worst.parameter())
                .isLessThan(GradientCheck.EXACT);
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
            if (isUntouched(remedy, key)) {
                assertThat(now.get(key)).as(key).isEqualTo(values);
            }
        });
        boolean keepsState = remedy.safety() != SafetyClass.RESETS_PARAMETERS && !(remedy instanceof ChangeUpdater);
        var state = State.updaterByParameter(treated);
        State.updaterByParameter(network.model()).forEach((key, values) -> {
            if (keepsState || isUntouched(remedy, key)) {
                assertThat(state.get(key)).as("updater's state of " + key).isEqualTo(values);
            }
        });
    }

    private static boolean isUntouched(Remedy remedy, String parameter) {
        return remedy.layers().stream().noneMatch(layer -> parameter.startsWith(layer + "_"));
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
        Remedy remedy = recommendation.steps().get(0);
        assertThat(recommendation.needsData()).isEqualTo(remedy.needsData());
        assertThat(recommendation.changesNetworkClass()).isEqualTo(remedy.changesNetworkClass());
        assertThat(recommendation.toString()).contains("because of a test", recommendation.title());
        assertThat(recommendation.layers()).isEqualTo(remedy.layers());
    }
}
