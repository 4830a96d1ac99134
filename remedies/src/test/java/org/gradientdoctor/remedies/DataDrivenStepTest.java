package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/** How a step comes to see data, shown with a step made for it. */
class DataDrivenStepTest {

    /** Makes a layer linear and moves its bias so that its mean output over the batch is 1 for each unit. */
    private record MeanOne(String layer) implements Remedy {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "mean-one";
        }

        @Override
        public String title() {
            return "set the mean output to 1";
        }

        @Override
        public SafetyClass safety() {
            return SafetyClass.RESETS_PARAMETERS;
        }

        @Override
        public List<String> layers() {
            return List.of(layer);
        }

        @Override
        public String effect() {
            return "Moves biases.";
        }

        @Override
        public Optional<String> refusal(NetworkDraft draft) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refusal(NetworkDraft draft, Batch batch) {
            return batch.examples() < 4 ? Optional.of("four examples are the least for a mean") : Optional.empty();
        }

        @Override
        public boolean needsData() {
            return true;
        }

        @Override
        public void edit(NetworkDraft draft) {
            draft.layer(layer)
                    .cores()
                    .forEach(core -> ((BaseLayer) core).setActivationFn(Activation.IDENTITY.getActivationFunction()));
        }

        @Override
        public void edit(NetworkDraft draft, Batch batch) {
            edit(draft);
            Model now = draft.asItStands();
            INDArray mean =
                    Objects.requireNonNull(batch.activations(now).get(layer)).mean(0);
            INDArray bias =
                    now.getParam((now instanceof MultiLayerNetwork ? layer.replace("layer", "") : layer) + "_b");
            draft.setParameter(layer, "b", bias.sub(mean.reshape(bias.shape())).add(1));
        }
    }

    private static INDArray output(Model model, DataSet batch, String layer) {
        INDArray features = batch.getFeatures();
        return model instanceof MultiLayerNetwork stack
                ? stack.feedForward(features).get(Integer.parseInt(layer.replace("layer", "")) + 1)
                : Objects.requireNonNull(
                        ((ComputationGraph) model).feedForward(features, false).get(layer));
    }

    private static void assertMeanOne(Model treated, DataSet batch, String layer) {
        for (double mean : output(treated, batch, layer).mean(0).toDoubleVector()) {
            assertThat(mean).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aStepSeesTheNetworkAsTheStepsBeforeItLeftIt() {
        Networks.Case network = Networks.dense(new Adam(.01));
        State before = State.of(network.model());
        Recommendation both = new Recommendation(
                List.of(
                        new ReinitializeWeights(
                                Map.of("layer0", Initialization.he(), "layer1", Initialization.he()), 5),
                        new MeanOne("layer1")),
                "test");
        assertThat(both.needsData()).isTrue();
        Model treated = both.applyTo(network.model(), network.batch());
        before.assertUnchanged(network.model());
        assertMeanOne(treated, network.batch(), "layer1");
        assertThat(treated.getParam("1_W").equalsWithEps(network.model().getParam("1_W"), 1e-3))
                .isFalse();
    }

    @Test
    void graphsTakeBothKindsOfBatch() {
        Networks.Case network = Networks.graph();
        Recommendation step = new Recommendation(List.of(new MeanOne("second")), "test");
        DataSet batch = network.batch();
        Model one = step.applyTo(network.model(), batch);
        Model other = step.applyTo(network.model(), new MultiDataSet(batch.getFeatures(), batch.getLabels()));
        assertMeanOne(one, batch, "second");
        assertThat(State.parameters(other)).isEqualTo(State.parameters(one));
    }

    @Test
    void theConfigurationCanBeLookedAtWithoutData() {
        Recommendation step = new Recommendation(List.of(new MeanOne("layer1")), "test");
        assertThat(step.configurationDifference(Networks.dense(new Adam(.01)).model()))
                .contains("+ activationFn: ActivationIdentity");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void aMissingOrUnfitBatchIsRefusedWithTheWayOut() {
        Networks.Case network = Networks.dense(new Adam(.01));
        Model model = network.model();
        Recommendation step = new Recommendation(List.of(new MeanOne("layer1")), "test");
        State before = State.of(model);
        assertThatThrownBy(() -> step.applyTo(model))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("applyTo(model, batch)");
        assertThatThrownBy(() -> step.applyTo(model, (DataSet) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no features");
        assertThatThrownBy(() -> step.applyTo(model, (MultiDataSet) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no features");
        INDArray features = network.batch().getFeatures();
        MultiDataSet two = new MultiDataSet(new INDArray[] {features, features}, new INDArray[] {features});
        assertThatThrownBy(() -> step.applyTo(model, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 inputs and the batch 2 arrays");
        DataSet few =
                new DataSet(features.getRows(0, 1), network.batch().getLabels().getRows(0, 1));
        assertThatThrownBy(() -> step.applyTo(model, few))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not apply to this MultiLayerNetwork: four examples");
        before.assertUnchanged(model);
    }
}
