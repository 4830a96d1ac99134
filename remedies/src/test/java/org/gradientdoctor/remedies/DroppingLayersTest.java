package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which layers apply the dropout they carry, by what training makes of an input twice. */
class DroppingLayersTest {
    /** Deeplearning4j hands a configuration's dropout to layers that never apply it. */
    @ParameterizedTest
    @MethodSource("layers")
    void whatIsSaidToDropDrops(Layer layer, long[] shape) {
        layer.setIDropout(new Dropout(.5));
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(layer)
                .build());
        network.init();
        INDArray input = layer instanceof EmbeddingLayer ? Nd4j.ones(shape) : Nd4j.randn(shape);
        var draft = Surgery.examine(network);
        boolean drops = !passed(network, input).equals(passed(network, input));
        assertThat(ReduceDropout.retainedBy(draft, draft.layer("layer0"))).isEqualTo(drops ? .5 : 1);
    }

    /** What training makes of an input: of an output layer the gradient, since what it answers is computed elsewhere. */
    private static Object passed(MultiLayerNetwork network, INDArray input) {
        if (!(network.getOutputLayer() instanceof IOutputLayer)) {
            return network.output(input.dup(), true).dup();
        }
        network.setInput(input.dup());
        network.setLabels(Nd4j.ones(input.shape()));
        network.computeGradientAndScore();
        return network.numParams() == 0
                ? network.score()
                : network.gradient().gradient().dup();
    }

    static Stream<Arguments> layers() {
        long[] rows = {3, 4};
        long[] steps = {3, 4, 6};
        long[] images = {3, 4, 6, 6};
        long[] volumes = {2, 4, 4, 4, 4};
        return Stream.of(
                arguments(new DenseLayer.Builder().nIn(4).nOut(4).build(), rows),
                arguments(new OutputLayer.Builder().nIn(4).nOut(4).build(), rows),
                arguments(
                        new LossLayer.Builder().activation(Activation.IDENTITY).build(), rows),
                arguments(new ActivationLayer(Activation.TANH), rows),
                arguments(new BatchNormalization.Builder().nIn(4).nOut(4).build(), rows),
                arguments(new PReLULayer.Builder().inputShape(4).build(), rows),
                arguments(new DropoutLayer.Builder(.5).build(), rows),
                arguments(
                        new ElementWiseMultiplicationLayer.Builder()
                                .nIn(4)
                                .nOut(4)
                                .build(),
                        rows),
                arguments(new EmbeddingLayer.Builder().nIn(4).nOut(4).build(), new long[] {3, 1}),
                arguments(new LSTM.Builder().nIn(4).nOut(4).build(), steps),
                arguments(new SimpleRnn.Builder().nIn(4).nOut(4).build(), steps),
                arguments(new RnnOutputLayer.Builder().nIn(4).nOut(4).build(), steps),
                arguments(
                        new Bidirectional(
                                new LSTM.Builder().nIn(4).nOut(4).dropOut(.5).build()),
                        steps),
                arguments(new Convolution1DLayer.Builder(3).nIn(4).nOut(4).build(), steps),
                arguments(new GlobalPoolingLayer(), steps),
                arguments(new ConvolutionLayer.Builder(3, 3).nIn(4).nOut(4).build(), images),
                arguments(new Deconvolution2D.Builder(3, 3).nIn(4).nOut(4).build(), images),
                arguments(
                        new DepthwiseConvolution2D.Builder(3, 3).nIn(4).nOut(4).build(), images),
                arguments(
                        new SeparableConvolution2D.Builder(3, 3).nIn(4).nOut(4).build(), images),
                arguments(new SubsamplingLayer.Builder(2, 2).build(), images),
                arguments(new LocalResponseNormalization(), images),
                arguments(new Upsampling2D.Builder(2).build(), images),
                arguments(new Convolution3D.Builder(2, 2, 2).nIn(4).nOut(4).build(), volumes));
    }
}
