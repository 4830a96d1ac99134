package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Several remedies in one pass. */
class CompositionTest {
    private static final List<String> HIDDEN = List.of("layer0", "layer1", "layer2", "layer3");
    private final MultiLayerNetwork sigmoid = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 4, 8);
    private final Remedy swap = new SwapActivation(HIDDEN, Activation.RELU, Map.of("layer1", Initialization.he()), 3);
    private final Remedy norm = new InsertBatchNormalization(HIDDEN, Position.BEFORE_ACTIVATION, Start.STANDARD);

    private static Recommendation all(List<Remedy> steps) {
        return new Recommendation(steps, "because of a test");
    }

    private static Model one(Model model, Remedy step) {
        return all(List.of(step)).applyTo(model);
    }

    private static void assertSame(Model one, Model other) {
        assertThat(State.json(one)).isEqualTo(State.json(other));
        assertThat(State.parameters(one)).isEqualTo(State.parameters(other));
    }

    /** Many at once: one of each kind that goes with the others. */
    private static List<Remedy> many() {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        HIDDEN.forEach(layer -> rates.put(layer, LayerRate.of(.002)));
        rates.put("layer4", LayerRate.of(.002));
        Map<String, LayerRate> others = new LinkedHashMap<>(rates);
        others.remove("layer0");
        return List.of(
                new SwapActivation(HIDDEN, Activation.RELU, Map.of("layer1", Initialization.he()), 3),
                new ReinitializeWeights(Map.of("layer4", Initialization.xavier()), 4),
                ChangeUpdater.to(UpdaterKind.ADAM, others, DataType.FLOAT),
                new ClipGlobalNorm(HIDDEN, 1),
                new AddSkipConnections(
                        AddSkipConnections.blocks(
                                Surgery.examine(Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 4, 8)), 2),
                        AddSkipConnections.Form.SCALED,
                        5),
                new InsertBatchNormalization(HIDDEN, Position.BEFORE_ACTIVATION, Start.STANDARD),
                new StandardizeInputs(
                        "layer0",
                        new Columns(Collections.nCopies(4, 3.), Collections.nCopies(4, 10.)),
                        LayerRate.of(1e-3),
                        6));
    }

    @Test
    void aSwapAndANormalizationGiveTheSameInAnyOrderInOnePassOrTwo() {
        Model inOnePass = all(List.of(swap, norm)).applyTo(sigmoid);
        assertSame(all(List.of(norm, swap)).applyTo(sigmoid), inOnePass);
        assertSame(one(one(sigmoid, swap), norm), inOnePass);
        assertSame(one(one(sigmoid, norm), swap), inOnePass);
        NetworkDraft draft = Surgery.examine(inOnePass);
        assertThat(((ActivationLayer) draft.layer("layer1-activation").cores().get(0)).getActivationFn())
                .isInstanceOf(ActivationReLU.class);
        assertThat(all(List.of(norm, swap)).configurationDifference(inOnePass).stream()
                        .filter(line -> line.startsWith("+") || line.startsWith("-")))
                .isEmpty();
    }

    /** As in a second round of a repair, advised for what the first has made. */
    @Test
    void aStepForALayerThatAnotherBringsComesBehindIt() {
        Remedy rate = new ReduceLearningRate(Map.of("layer0-norm", LayerRate.of(.003)));
        Remedy slope = new SwapActivation(List.of("layer0-activation"), Activation.ELU, Map.of(), 3);
        Recommendation together = all(List.of(rate, slope, norm));
        Model treated = together.applyTo(sigmoid);
        assertSame(treated, one(one(one(sigmoid, norm), slope), rate));
        assertSame(together.applyTo(treated), treated);
        assertThatThrownBy(() -> all(List.of(rate, swap)).applyTo(sigmoid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer0-norm");
    }

    @Test
    void manyAtOnceComeToTheSameInAnyOrderAndChangeNothingTheSecondTime() {
        List<Remedy> steps = new ArrayList<>(many());
        Model treated = all(steps).applyTo(sigmoid);
        assertThat(all(steps).changesNetworkClass()).isTrue();
        Collections.reverse(steps);
        assertSame(all(steps).applyTo(sigmoid), treated);
        assertSame(all(steps).applyTo(treated), treated);
        Networks.fit(treated, Networks.classes(DataType.FLOAT, 4));
        assertThat(treated.score()).isFinite();
    }

    @Test
    void layersInsertedInTheSamePassTrainAsTheirNeighborsAreTold() {
        Model treated = all(List.of(
                        norm,
                        new ReduceLearningRate(Map.of("layer1", LayerRate.of(.02))),
                        new StandardizeInputs(
                                "layer0",
                                new Columns(Collections.nCopies(4, 3.), Collections.nCopies(4, 10.)),
                                LayerRate.of(1e-3),
                                6)))
                .applyTo(sigmoid);
        NetworkDraft draft = Surgery.examine(treated);
        assertThat(rate(draft, "layer1-norm")).isEqualTo(.02);
        // Not the small rate of weights that read raw numbers.
        assertThat(rate(draft, "layer0-norm")).isEqualTo(.1);
        assertThat(rate(draft, "layer0")).isEqualTo(1e-3);
    }

    private static double rate(NetworkDraft draft, String layer) {
        return LayerRate.current(draft, draft.layer(layer)).weights();
    }

    @Test
    void twoRecommendationsAreJoinedOrTheirConflictIsNamed() {
        Recommendation slower = new Recommendation(
                List.of(new ReduceLearningRate(Map.of("layer0", LayerRate.of(.01)))),
                "Slower.",
                new PredictedEffect(.3, List.of(Symptom.DIVERGING_LOSS)));
        Recommendation swapped = new Recommendation(
                List.of(swap), "Swap.", new PredictedEffect(.6, List.of(Symptom.VANISHING_GRADIENT)));
        Recommendation both = slower.and(swapped);
        assertThat(both.steps()).containsExactly(swap, slower.steps().get(0));
        assertThat(both.explanation()).isEqualTo("Slower. Swap.");
        assertThat(both.predicted().restored()).isEqualTo(.6);
        assertThat(both.predicted().ends()).containsExactly(Symptom.DIVERGING_LOSS, Symptom.VANISHING_GRADIENT);
        assertThat(both.toString()).contains("Predicted: it restores 60 % of what is wrong");
        assertThat(both.and(both).steps()).isEqualTo(both.steps());

        Recommendation other = all(List.of(new ReduceLearningRate(Map.of("layer0", LayerRate.of(.02)))));
        assertThat(slower.conflictWith(swapped)).isEmpty();
        assertThat(slower.conflictWith(other)).isPresent();
        assertThatThrownBy(() -> slower.and(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learning rate of layer layer0 to two values");
    }

    @Test
    void clippingANetworkWithNanWeightsIsRefusedUnlessTheyAreDrawnAnew() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 1, 4);
        network.getParam("0_W").putScalar(0, Double.NaN);
        Remedy clip = new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, Map.of("layer0", 1., "layer1", 1.));
        assertThatThrownBy(() -> one(network, clip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MultiLayerNetwork")
                .hasMessageContaining("layer layer0")
                .hasMessageContaining("hide where they came from");
        Remedy draw = new ReinitializeWeights(Map.of("layer0", Initialization.xavier()), 1);
        assertThat(State.parameters(all(List.of(clip, draw)).applyTo(network)).values())
                .allSatisfy(values -> assertThat(values).doesNotContain(Double.NaN));
    }

    @Test
    void seluIsRefusedBesideBatchNormalizationAndBeforePlainDropout() {
        Model normalized = Networks.batchNormalized().model();
        assertThatThrownBy(() -> one(normalized, SwapActivation.keepingWeights(List.of("tanh"), Activation.SELU)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer tanh")
                .hasMessageContaining("batch normalization");
        assertThatThrownBy(() ->
                        one(one(sigmoid, norm), SwapActivation.keepingWeights(List.of("layer1"), Activation.SELU)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch normalization");
        Model dropping = Networks.dropout().model();
        assertThatThrownBy(() -> one(dropping, SwapActivation.keepingWeights(List.of("layer0"), Activation.SELU)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain dropout")
                .hasMessageContaining("layer1");
    }

    @Test
    void alphaDropoutGoesWithTheSeluItWasFor() {
        Model dropping = Networks.dropout().model();
        Model selu = one(dropping, SwapActivation.keepingWeights(List.of("layer0", "layer1"), Activation.SELU));
        assertThat(dropout(selu)).isInstanceOf(AlphaDropout.class);
        Model relu = one(selu, SwapActivation.keepingWeights(List.of("layer0", "layer1"), Activation.RELU));
        assertThat(dropout(relu)).isEqualTo(new Dropout(.5));
    }

    private static Object dropout(Model model) {
        LayerDraft layer = Surgery.examine(model).layer("layer1");
        return ((BaseLayer) layer.cores().get(0)).getIDropout();
    }

    @Test
    void adamAndItsRateComeBeforeWhatIsInserted() {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        HIDDEN.forEach(layer -> rates.put(layer, LayerRate.of(.004)));
        Model treated = all(List.of(norm, ChangeUpdater.to(UpdaterKind.ADAM, rates, DataType.FLOAT)))
                .applyTo(sigmoid);
        assertThat(Surgery.examine(treated).layer("layer2-norm").weightUpdaters())
                .allSatisfy(updater -> assertThat(updater).isInstanceOf(Adam.class));
    }
}
