package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class RegularizeWeightsTest {

    private static MultiLayerNetwork apply(Remedy remedy, Model model) {
        return (MultiLayerNetwork) new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    private static MultiLayerNetwork penalized(double l2) {
        return Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.DOUBLE)
                .l2(l2)
                .list()
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    /** Plain descent with L1 of a and L2 of b at rate η: w − η(g + a·sign w + b·w). */
    @Test
    void penaltiesPullAsTheirDerivativesSay() {
        MultiLayerNetwork network = penalized(0);
        MultiLayerNetwork treated =
                apply(RegularizeWeights.by(Map.of("layer0", new WeightPenalty(.2, .3, 0))), network);
        MultiLayerNetwork plain = apply(RegularizeWeights.by(Map.of("layer0", WeightPenalty.none())), network);
        List<Double> weights = State.values(network.getParam("0_W"));
        var batch = Networks.classes(DataType.DOUBLE, 4);
        treated.fit(batch);
        plain.fit(batch);
        List<Double> pull = State.values(plain.getParam("0_W").sub(treated.getParam("0_W")));
        for (int i = 0; i < weights.size(); i++) {
            double w = weights.get(i);
            assertThat(pull.get(i)).isCloseTo(.1 * (.2 * Math.signum(w) + .3 * w), within(1e-12));
        }
        assertThat(treated.getParam("0_b")).isEqualTo(plain.getParam("0_b"));
        assertThat(treated.getParam("1_W")).isEqualTo(plain.getParam("1_W"));
    }

    @Test
    void aPenaltyIsReplacedAndNotAddedTo() {
        MultiLayerNetwork network = penalized(.7);
        MultiLayerNetwork treated = apply(RegularizeWeights.by(Map.of("layer0", WeightPenalty.ofL2(.1))), network);
        var draft = Surgery.examine(treated);
        assertThat(WeightPenalty.of(draft, draft.layer("layer0"))).isEqualTo(WeightPenalty.ofL2(.1));
        assertThat(WeightPenalty.of(draft, draft.layer("layer1"))).isEqualTo(WeightPenalty.ofL2(.7));
    }

    @Test
    void decayOfTheWholeNetworkIsCountedAsOftenAsDeeplearning4jAppliesIt() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .weightDecay(.05)
                .list()
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        var draft = Surgery.examine(network);
        INDArray weights = network.getParam("0_W").dup();
        double score = network.getLayer(0).calcRegularizationScore(false);
        double penalty = WeightPenalty.of(draft, draft.layer("layer0")).decay();
        double half = .5 * Math.pow(weights.norm2Number().doubleValue(), 2);
        assertThat(penalty * half).isCloseTo(score, within(1e-6 * score));
    }

    @Test
    void normsOfIncomingWeightsStayWithinTheLimit() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.5))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).name("conv").build())
                .layer(new DenseLayer.Builder().nOut(5).name("dense").build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.convolutional(6, 6, 2)));
        network.getParam("0_W").muli(20);
        network.getParam("1_W").muli(20);
        MultiLayerNetwork treated = apply(RegularizeWeights.byNorm(Map.of("conv", .5, "dense", .25)), network);
        assertThat(treated.params()).isEqualTo(network.params());
        treated.fit(Networks.of(DataType.FLOAT, new long[] {6, 2, 6, 6}, 3));
        for (int unit = 0; unit < 4; unit++) {
            double norm = 0;
            for (double weight : State.values(treated.getParam("0_W").slice(unit))) {
                norm += weight * weight;
            }
            assertThat(Math.sqrt(norm)).isBetween(.25, .5001);
        }
        INDArray dense = treated.getParam("1_W");
        for (int unit = 0; unit < 5; unit++) {
            assertThat(dense.getColumn(unit).norm2Number().doubleValue()).isBetween(.125, .2501);
        }
        assertThat(treated.getParam("2_W")).isNotEqualTo(network.getParam("2_W"));
    }

    @Test
    void layersWithoutWeightsAreRefused() {
        var draft = Surgery.examine(Networks.batchNormalized().model());
        assertThat(RegularizeWeights.by(Map.of("norm", WeightPenalty.ofL2(.1))).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "weights"));
        assertThat(RegularizeWeights.byNorm(Map.of("tanh", 1.)).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains("tanh", "use L2"));
    }

    /** The shape says that row 0 leads into channel 0 alone; the numbers of that row lead into all channels. */
    @Test
    void aConvolutionOverOneDimensionDoesNotSayWhichWeightsLeadIntoAUnit() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.DOUBLE)
                .activation(Activation.IDENTITY)
                .list()
                .layer(new Convolution1DLayer.Builder(3).nOut(5).build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.SUM).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.recurrent(4, 7)));
        INDArray x = Nd4j.ones(DataType.DOUBLE, 1, 4, 7);
        INDArray before = network.feedForward(x).get(1).dup();
        network.getParam("0_W").slice(0).addi(1);
        List<Double> moved =
                State.values(network.feedForward(x).get(1).sub(before).norm1(0, 2));
        assertThat(moved).allSatisfy(change -> assertThat(change).isGreaterThan(1));

        assertThat(new RegularizeWeights(Map.of(), Map.of("layer0", .5)).refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer0", "use L2"));
        assertThat(new ClipAdaptively(List.of("layer0"), .01).refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer0", "the whole gradient"));
    }

    @Test
    void theGainOfLayerNormalizationIsNoWeightThatLeadsIntoAUnit() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(6).hasLayerNorm(true).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new RegularizeWeights(Map.of(), Map.of("layer0", .5))), "test")
                .applyTo(network);
        Networks.fit(treated, Networks.classes(DataType.FLOAT, 4));
        assertThat(State.values(treated.getParam("0_W").norm2(0)))
                .allSatisfy(norm -> assertThat(norm).isLessThan(.51));
        assertThat(treated.getParam("0_g").norm2Number().doubleValue()).isGreaterThan(2);
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new WeightPenalty(0, .1, .1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two forms of the same");
        assertThatThrownBy(() -> WeightPenalty.ofL1(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RegularizeWeights.byNorm(Map.of("a", 0.)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RegularizeWeights.by(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** A full reading with this loss, score and size of weights. */
    private static IterationReading reading(long iteration, double loss, double score, double size) {
        TensorSummary weights = TensorSummary.of(new double[] {size, -size});
        return new IterationReading(
                new VitalSigns(
                        iteration, 0, 8, score, loss, .1, PerLayer.of(1), false, ClippingEffect.none(), Double.NaN),
                List.of(new LayerReading(
                        "layer0",
                        new ParameterReading(weights, null, null, Double.NaN),
                        null,
                        null,
                        null,
                        null,
                        List.of())),
                null,
                null,
                null);
    }

    private static List<Recommendation> advise(MultiLayerNetwork network, Cause cause, IterationReading... full) {
        TraceSnapshot trace = Diagnoses.trace(Diagnoses.profile(network), List.of(), List.of(full), null);
        return RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(network, trace, List.of(Diagnoses.cause(cause, 1)), Symptom.STALLED_LOSS));
    }

    @Test
    void aPenaltyThatOutweighsTheLossIsBroughtToATenthOfIt() {
        // Terms of 4 on a loss of 1: .1/4 of .8 is .02.
        List<Recommendation> advice =
                advise(penalized(.8), Cause.EXCESSIVE_REGULARIZATION, reading(0, 1, 5, 1), reading(9, 1, 2, .9));
        RegularizeWeights remedy = (RegularizeWeights) advice.get(0).steps().get(0);
        assertThat(advice.get(0).steps()).hasSize(1);
        assertThat(remedy.penalties())
                .containsEntry("layer0", WeightPenalty.ofL2(.02))
                .containsEntry("layer1", WeightPenalty.ofL2(.02));
        assertThat(advice.get(0).explanation()).contains("from 0.8 to 0.02", "4 times the loss");
    }

    @Test
    void weightsThatThePenaltyHasShrunkAreDrawnAnewAsWell() {
        List<Recommendation> advice =
                advise(penalized(.8), Cause.EXCESSIVE_REGULARIZATION, reading(0, 1, 5, 1), reading(9, 1, 1, .1));
        assertThat(advice.get(0).steps().stream().map(Remedy::name))
                .containsExactly("reinitialize-weights", "regularize-weights");
    }

    @Test
    void aPenaltyHeldANetworkDownAndAfterwardsItLearns() {
        MultiLayerNetwork network = penalized(5);
        var batch = Networks.classes(DataType.DOUBLE, 4);
        for (int i = 0; i < 60; i++) {
            network.fit(batch);
        }
        double before = network.score(batch);
        List<Recommendation> advice =
                advise(network, Cause.EXCESSIVE_REGULARIZATION, reading(0, 1.1, 12, .5), reading(59, 1.1, 1.1, 1e-3));
        MultiLayerNetwork treated = (MultiLayerNetwork) advice.get(0).applyTo(network);
        for (int i = 0; i < 2000; i++) {
            treated.fit(batch);
        }
        // Three classes of four examples each: ln 3 is what a constant answer gets.
        assertThat(before).isCloseTo(Math.log(3), within(.01));
        assertThat(treated.score(batch)).isLessThan(.97 * Math.log(3));
    }

    @Test
    void decayTakesWhatWeightsWereMeasuredToGrow() {
        // e² in 200 steps is 1 % a step; at rate .1 decay of .1 takes as much.
        List<IterationReading> full = new ArrayList<>();
        full.add(reading(0, 1, 1, 1));
        full.add(reading(200, 1, 1, Math.exp(2) * 1.0001));
        List<Recommendation> advice =
                advise(penalized(0), Cause.WEIGHT_SCALE_TOO_LARGE, full.toArray(IterationReading[]::new));
        assertThat(advice.stream().map(Recommendation::title)).contains("penalize weights by decay 0.1");
    }
}
