package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class RateFinderTest {

    /** Three inputs, their sum to be learned: linear regression, whose critical rate is 2 over the largest curvature. */
    private static MultiLayerNetwork linear(double rate) {
        return Networks.stack(Networks.start(new Sgd(rate))
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(3)));
    }

    private static DataSet sums(double scale) {
        INDArray x = Nd4j.randn(
                        0, 1, new long[] {64, 3}, Nd4j.getRandomFactory().getNewRandomInstance(4))
                .castTo(DataType.DOUBLE)
                .mul(scale);
        return new DataSet(x, x.sum(true, 1));
    }

    @Test
    void theRateForLinearRegressionLiesBelowTheCriticalOneAndInProportionToTheCurvature() {
        for (double scale : new double[] {1, 10}) {
            DataSet batch = sums(scale);
            RateSuggestion found = RateFinder.suggest(linear(.1), List.of(batch));
            double rate = found.rate().orElseThrow();
            // Half the mean of squares, inputs of variance scale²: curvatures near scale² (DL4J's MSE has 2 there).
            double critical = 2 / (2 * scale * scale);
            assertThat(rate).as(found.reason()).isBetween(critical / 200, critical);
            MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                            List.of(new ReduceLearningRate(Map.of("layer0", LayerRate.of(rate)))), "test")
                    .applyTo(linear(.1));
            double before = treated.score(batch);
            for (int i = 0; i < 300; i++) {
                treated.fit(batch);
            }
            assertThat(treated.score(batch)).isLessThan(.05 * before);
        }
    }

    @Test
    void networkAndRandomStateStayAsTheyAre() {
        Networks.Case network = Networks.dropout();
        State before = State.of(network.model());
        RateFinder.suggest(network.model(), List.of(network.batch()));
        before.assertUnchanged(network.model());
    }

    @Test
    void graphsAreTestedToo() {
        Networks.Case network = Networks.graph();
        State before = State.of(network.model());
        RateSuggestion one = RateFinder.suggest(network.model(), List.of(network.batch()));
        RateSuggestion two = RateFinder.suggestMulti(
                (ComputationGraph) network.model(), List.of(network.batch().toMultiDataSet()));
        before.assertUnchanged(network.model());
        assertThat(two).isEqualTo(one);
        assertThat(one.curve()).hasSizeGreaterThan(20);
    }

    @Test
    void whereNothingCanBeLearnedItSaysSo() {
        MultiLayerNetwork network = linear(.1);
        INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 8, 3);
        INDArray labels = Nd4j.createFromArray(1., -1, 1, -1, 1, -1, 1, -1).reshape(8, 1);
        for (INDArray what : List.of(labels, Nd4j.zeros(DataType.DOUBLE, 8, 1))) {
            RateSuggestion found = RateFinder.suggest(network, List.of(new DataSet(zeros, what)));
            assertThat(found.rate()).isEmpty();
            assertThat(found.reason()).contains("at no rate", "5 %");
        }
    }

    @Test
    void nanIsNamedAsWhatItIs() {
        MultiLayerNetwork network = linear(.1);
        network.params().assign(Double.NaN);
        RateSuggestion found = RateFinder.suggest(network, List.of(sums(1)));
        assertThat(found.rate()).isEmpty();
        assertThat(found.reason()).contains("NaN before the first step");
    }

    @Test
    void withoutBatchesOrRatesThereIsNoSuggestion() {
        assertThat(RateFinder.suggest(linear(.1), List.<DataSet>of()).reason()).contains("no batch");
        Networks.Case delta = Networks.dense(new AdaDelta());
        assertThat(RateFinder.suggest(delta.model(), List.of(delta.batch())).reason())
                .contains("no layer that is trained has an updater with a learning rate");
    }

    @Test
    void ratiosBetweenLayersStay() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Adam(.01))
                .list()
                .layer(new DenseLayer.Builder().nOut(4).updater(new Sgd(0)).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        // A layer at rate 0 stays where it is, and the other decides.
        RateSuggestion found = RateFinder.suggest(network, List.of(Networks.classes(DataType.FLOAT, 4)));
        Map<Double, Double> curve = new LinkedHashMap<>();
        found.curve().forEach(point -> curve.put(point.rate(), point.loss()));
        assertThat(curve).hasSizeGreaterThan(10);
        assertThat(found.curve().get(0).rate()).isEqualTo(1e-6);
    }
}
