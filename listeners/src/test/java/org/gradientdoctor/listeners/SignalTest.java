package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The tapped δ against central differences of the summed loss with respect to z: a layer's activation function is
 * replaced by one that computes φ(z + e), with e nonzero at one element of one call.
 */
class SignalTest {
    private static final double STEP = 1e-6;

    @Test
    void deltaOfDenseLayersEqualsFiniteDifferences() {
        MultiLayerNetwork net = net(
                InputType.feedForward(4),
                new DenseLayer.Builder().nOut(5).build(),
                new DenseLayer.Builder().nOut(4).build(),
                output());
        check(net, new DataSet(random(3, 4), SmallNets.labels(3)), 0, 0, 1);
        check(net, new DataSet(random(3, 4), SmallNets.labels(3)), 1, 0, 1);
    }

    @Test
    void deltaOfConvolutionsEqualsFiniteDifferences() {
        MultiLayerNetwork net = net(
                InputType.convolutional(5, 5, 2),
                new ConvolutionLayer.Builder(3, 3).nOut(2).build(),
                new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                output());
        check(net, new DataSet(random(2, 2, 5, 5), SmallNets.labels(2)), 0, 0, 1);
        check(net, new DataSet(random(2, 2, 5, 5), SmallNets.labels(2)), 1, 0, 1);
    }

    @Test
    void deltaOfSimpleRecurrentLayersEqualsFiniteDifferencesAtEachStep() {
        MultiLayerNetwork net = net(
                InputType.recurrent(2, 4),
                new SimpleRnn.Builder().nOut(3).build(),
                new SimpleRnn.Builder().nOut(3).build(),
                sequenceOutput());
        check(net, new DataSet(random(2, 2, 4), SmallNets.sequenceLabels(2, 4)), 0, 0, 1);
        check(net, new DataSet(random(2, 2, 4), SmallNets.sequenceLabels(2, 4)), 1, 0, 1);
    }

    @Test
    void deltaOfLstmCellInputsEqualsFiniteDifferencesAtEachStep() {
        MultiLayerNetwork net =
                net(InputType.recurrent(2, 4), new LSTM.Builder().nOut(3).build(), sequenceOutput());
        // At each step the function is applied to the cell's input first, to its state second.
        check(net, new DataSet(random(2, 2, 4), SmallNets.sequenceLabels(2, 4)), 0, 0, 2);
    }

    @Test
    void deltaOfAnOutputLayerEqualsFiniteDifferences() {
        MultiLayerNetwork net =
                net(InputType.feedForward(4), new DenseLayer.Builder().nOut(5).build(), output());
        DataSet batch = new DataSet(random(3, 4), SmallNets.labels(3));
        SignalReading tapped = tap(net, batch).get(1).signal();
        // Softmax under cross-entropy has a closed form: δ = p − y.
        INDArray closed = net.output(batch.getFeatures()).sub(batch.getLabels());
        assertThat(tapped).isNotNull();
        assertEqual(tapped.delta(), TensorSummary.of(closed.dup('c').data().asDouble()));
    }

    @Test
    void slopesAndPreActivationsAreThoseOfTheFunction() {
        MultiLayerNetwork net = net(
                InputType.feedForward(4),
                new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(),
                output());
        DataSet batch = new DataSet(random(3, 4), SmallNets.labels(3));
        INDArray z = batch.getFeatures().mmul(net.getParam("0_W")).addRowVector(net.getParam("0_b"));
        double[] pre = z.dup('c').data().asDouble();
        double[] slope = new double[pre.length];
        for (int i = 0; i < pre.length; i++) {
            slope[i] = 1 - Math.tanh(pre[i]) * Math.tanh(pre[i]);
        }
        SignalReading tapped = tap(net, batch).get(0).signal();
        assertThat(tapped).isNotNull();
        assertEqual(tapped.preActivations(), TensorSummary.of(pre));
        assertThat(tapped.slope()).isNotNull();
        assertEqual(tapped.slope(), TensorSummary.of(slope));
        assertThat(tapped.units().units()).isEqualTo(5);
        assertThat(tapped.units().examples()).isEqualTo(3);
    }

    @Test
    void timeStepsAreTakenForPositionsNotForExamples() {
        MultiLayerNetwork net =
                net(InputType.recurrent(2, 4), new SimpleRnn.Builder().nOut(3).build(), sequenceOutput());
        SignalReading tapped = tap(net, new DataSet(random(5, 2, 4), SmallNets.sequenceLabels(5, 4)))
                .get(0)
                .signal();
        assertThat(tapped).isNotNull();
        assertThat(tapped.units().units()).isEqualTo(3);
        assertThat(tapped.units().examples()).isEqualTo(5);
        assertThat(tapped.units().positions()).isEqualTo(4);
    }

    @Test
    void maskedStepsDoNotCountAmongTheUnits() {
        MultiLayerNetwork net =
                net(InputType.recurrent(2, 4), new SimpleRnn.Builder().nOut(3).build(), sequenceOutput());
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 5, 4);
        mask.putScalar(0, 3, 0);
        mask.putScalar(0, 2, 0);
        DataSet batch = new DataSet(random(5, 2, 4), SmallNets.sequenceLabels(5, 4), mask, mask);
        List<LayerReading> layers = tap(net, batch);
        SignalReading tapped = layers.get(0).signal();
        SignalReading output = layers.get(1).signal();
        assertThat(tapped).isNotNull();
        assertThat(tapped.units().elementsPerUnit()).isEqualTo(18);
        assertThat(output).isNotNull();
        assertThat(output.units().elementsPerUnit()).isEqualTo(18);
    }

    private static INDArray random(int... shape) {
        Nd4j.getRandom().setSeed(5);
        return Nd4j.randn(
                DataType.DOUBLE, java.util.Arrays.stream(shape).asLongStream().toArray());
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(new ActivationSoftmax())
                .build();
    }

    private static RnnOutputLayer sequenceOutput() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(new ActivationSoftmax())
                .build();
    }

    private static MultiLayerNetwork net(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = SmallNets.builder(new Sgd(0), DataType.DOUBLE)
                .activation(Activation.TANH)
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
        net.init();
        return net;
    }

    private static List<LayerReading> tap(MultiLayerNetwork net, DataSet batch) {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        net.setListeners(health);
        net.fit(batch);
        net.setListeners();
        assertThat(health.trace().unread()).isEmpty();
        return health.trace().latestFull().orElseThrow().layers();
    }

    /** @param stride of the calls that pre-activations come in, the first at {@code offset} */
    private static void check(MultiLayerNetwork net, DataSet batch, int layer, int offset, int stride) {
        Shifted shifted = new Shifted();
        ((BaseLayer) net.getLayer(layer).conf().getLayer()).setActivationFn(shifted);
        SignalReading tapped = tap(net, batch).get(layer).signal();
        assertThat(tapped).isNotNull();

        shifted.calls = 0;
        net.score(batch, true);
        int calls = shifted.calls;
        int elements = shifted.elements;
        double[] differences = new double[(calls + stride - 1 - offset) / stride * elements];
        for (int call = offset, i = 0; call < calls; call += stride) {
            for (int element = 0; element < elements; element++) {
                double up = scoreWith(net, batch, shifted, call, element, STEP);
                double down = scoreWith(net, batch, shifted, call, element, -STEP);
                differences[i++] = (up - down) / (2 * STEP) * batch.numExamples();
            }
        }
        assertThat(differences.length).isGreaterThan(5);
        assertEqual(tapped.delta(), TensorSummary.of(differences));
        shifted.shiftedCall = -1;
    }

    private static double scoreWith(
            MultiLayerNetwork net, DataSet batch, Shifted shifted, int call, int element, double by) {
        shifted.calls = 0;
        shifted.shiftedCall = call;
        shifted.shiftedElement = element;
        shifted.by = by;
        return net.score(batch, true);
    }

    private static void assertEqual(TensorSummary actual, TensorSummary expected) {
        double tolerance = 1e-5 * expected.rms();
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.rms()).isCloseTo(expected.rms(), within(tolerance));
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(tolerance));
        assertThat(actual.minimum()).isCloseTo(expected.minimum(), within(tolerance));
        assertThat(actual.maximum()).isCloseTo(expected.maximum(), within(tolerance));
        assertThat(actual.smallestNonzeroMagnitude()).isCloseTo(expected.smallestNonzeroMagnitude(), within(tolerance));
        assertThat(actual.magnitudeQuantile(.5)).isCloseTo(expected.magnitudeQuantile(.5), within(tolerance * 10));
    }

    /** tanh(z + e). */
    private static final class Shifted implements IActivation {
        private static final long serialVersionUID = 1L;
        private final ActivationTanH tanh = new ActivationTanH();
        private int calls;
        private int elements;
        private int shiftedCall = -1;
        private int shiftedElement;
        private double by;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            INDArray z = in;
            elements = (int) in.length();
            if (calls++ == shiftedCall) {
                z = in.dup('c');
                z.putScalar(shiftedElement, z.getDouble(shiftedElement) + by);
                return in.assign(tanh.getActivation(z, training));
            }
            return tanh.getActivation(z, training);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return tanh.backprop(in, epsilon);
        }

        @Override
        public int numParams(int inputSize) {
            return 0;
        }
    }
}
