package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Every number of the middle layer, computed anew from a clone's gradient and from what the parameters did. */
class RecordedNumbersTest {
    private static final Offset<Double> ROUNDING = within(1e-10);

    private final MultiLayerNetwork net = Nets.dense(DataType.DOUBLE);
    private final PeerRecorder recorder = new PeerRecorder(new TrainingPlan(1, 3, 3, Math.log(3)));
    private final List<DataSet> batches = Nets.batches(3, DataType.DOUBLE, 4);

    @BeforeEach
    void silenceAUnit() {
        net.getLayer(1).getParam("b").putScalar(0, 2, -1000);
        net.setListeners(recorder);
    }

    private MultiLayerNetwork cloneWith(DataSet batch) {
        MultiLayerNetwork clone = net.clone();
        clone.setInput(batch.getFeatures());
        clone.setLabels(batch.getLabels());
        clone.computeGradientAndScore();
        return clone;
    }

    private PeerIteration fit(DataSet batch) {
        net.fit(batch);
        List<PeerIteration> iterations = recorder.trace().iterations();
        return iterations.get(iterations.size() - 1);
    }

    private double[] weights(int layer) {
        return Nets.elements(net.getLayer(layer).getParam("W"));
    }

    @Test
    void theScoreIsThatOfTheCloneAndTheDataLossLacksItsPenalty() {
        for (DataSet batch : batches) {
            double score = cloneWith(batch).score();
            // L2 of .01 is ½ · .01 · Σ w² for the weights of each layer.
            double penalty = 0;
            for (int layer = 0; layer < 3; layer++) {
                penalty += .5 * .01 * norm(weights(layer)) * norm(weights(layer));
            }
            PeerIteration iteration = fit(batch);

            assertThat(iteration.score()).isCloseTo(score, ROUNDING);
            assertThat(iteration.dataLoss()).isCloseTo(score - penalty, ROUNDING);
            assertThat(iteration.inputMinimum())
                    .isEqualTo(batch.getFeatures().minNumber().doubleValue());
            assertThat(iteration.inputMaximum())
                    .isEqualTo(batch.getFeatures().maxNumber().doubleValue());
        }
    }

    @Test
    void gradientsAreThoseOfTheMeanLossOverSevenExamples() {
        for (DataSet batch : batches) {
            MultiLayerNetwork clone = cloneWith(batch);
            double[] slopes =
                    Nets.elements(clone.gradient().getGradientFor("1_W").div(7));
            double[] biasSlopes = Nets.elements(clone.gradient().getGradientFor("1_b"));
            GradientRecord gradient =
                    Objects.requireNonNull(fit(batch).layers().get(1).gradient());

            assertThat(gradient.meanMagnitude()).isCloseTo(meanMagnitude(slopes), ROUNDING);
            assertThat(gradient.mean()).isCloseTo(mean(slopes), ROUNDING);
            assertThat(gradient.norm()).isCloseTo(norm(slopes), ROUNDING);
            assertThat(gradient.elements()).isEqualTo(5 * 6 + 6);
            // The silent unit alone has five weights and a bias.
            assertThat(gradient.zeros())
                    .isEqualTo(zeros(slopes) + zeros(biasSlopes))
                    .isGreaterThanOrEqualTo(6);
            assertThat(gradient.nonFinite()).isZero();
        }
    }

    @Test
    void weightsAreThoseBeforeTheStepAndTheUpdateIsWhatTheyLost() {
        for (DataSet batch : batches) {
            double[] before = weights(1);
            LayerRecord layer = fit(batch).layers().get(1);
            double[] after = weights(1);
            double[] steps = new double[before.length];
            Arrays.setAll(steps, i -> before[i] - after[i]);
            WeightRecord recorded = Objects.requireNonNull(layer.weights());
            UpdateRecord update = Objects.requireNonNull(layer.update());

            assertThat(recorded.meanMagnitude()).isCloseTo(meanMagnitude(before), ROUNDING);
            assertThat(recorded.mean()).isCloseTo(mean(before), ROUNDING);
            assertThat(recorded.variance()).isCloseTo(variance(before), ROUNDING);
            assertThat(recorded.norm()).isCloseTo(norm(before), ROUNDING);
            assertThat(update.meanMagnitude()).isCloseTo(meanMagnitude(steps), ROUNDING);
            assertThat(update.norm()).isCloseTo(norm(steps), ROUNDING);
            assertThat(update.unchanged()).isFalse();
        }
    }

    @Test
    void activationsAreThoseOfTheForwardPassAndPooledOverTheBatchesSoFar() {
        List<double[]> seen = new ArrayList<>();
        for (DataSet batch : batches) {
            INDArray output =
                    cloneWith(batch).feedForward(batch.getFeatures(), true).get(2);
            double[] hidden = Nets.elements(output);
            seen.add(hidden);
            double[] pooled = seen.stream().flatMapToDouble(Arrays::stream).toArray();
            int idle = 0;
            for (int unit = 0; unit < 6; unit++) {
                idle += zeros(Nets.elements(output.getColumn(unit))) == 7 ? 1 : 0;
            }
            ActivationRecord activation =
                    Objects.requireNonNull(fit(batch).layers().get(1).activation());

            assertThat(activation.mean()).isCloseTo(mean(hidden), ROUNDING);
            assertThat(activation.deviation()).isCloseTo(Math.sqrt(variance(hidden)), ROUNDING);
            assertThat(activation.minimum()).isZero();
            assertThat(activation.maximum()).isCloseTo(output.maxNumber().doubleValue(), ROUNDING);
            assertThat(activation.nonPositiveShare()).isCloseTo(zeros(hidden) / 42.0, ROUNDING);
            assertThat(activation.idleUnits()).isCloseTo(idle / 6.0, ROUNDING);
            assertThat(activation.recent().deviation()).isCloseTo(Math.sqrt(variance(pooled)), ROUNDING);
        }
    }

    @Test
    void layersAreNamedWithTheirFunctionsAndTheOutputsActivationIsNotKnown() {
        PeerIteration iteration = fit(batches.get(0));

        assertThat(recorder.trace().layers())
                .extracting(PeerLayer::function)
                .containsExactly(PeerLayer.Function.TANH, PeerLayer.Function.RELU, PeerLayer.Function.OTHER);
        assertThat(iteration.layers().get(2).activation()).isNull();
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).sum() / numbers.length;
    }

    private static double meanMagnitude(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).sum() / numbers.length;
    }

    private static double norm(double[] numbers) {
        return Math.sqrt(Arrays.stream(numbers).map(x -> x * x).sum());
    }

    private static double variance(double[] numbers) {
        return norm(numbers) * norm(numbers) / numbers.length - mean(numbers) * mean(numbers);
    }

    private static int zeros(double[] numbers) {
        return (int) Arrays.stream(numbers).filter(x -> x == 0).count();
    }
}
