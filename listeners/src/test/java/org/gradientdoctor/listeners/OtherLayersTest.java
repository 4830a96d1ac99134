package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layer kinds beside the common ones: read, or said not to be read, and never changed. */
class OtherLayersTest {
    private static final InputType ROW = InputType.feedForward(5);
    private static final InputType IMAGE = InputType.convolutional(6, 6, 2);
    private static final InputType SEQUENCE = InputType.recurrent(3, 4);

    @SuppressWarnings("deprecation") // Of GravesLSTM, which users have all the same.
    static Stream<Arguments> networks() {
        return Stream.of(
                of(
                        "PReLU",
                        ROW,
                        List.of(dense(), new PReLULayer.Builder().inputShape(4).build(), out())),
                of("randomized ReLU", ROW, List.of(dense(Activation.RRELU), out())),
                of(
                        "layer normalization",
                        ROW,
                        List.of(
                                new DenseLayer.Builder()
                                        .nOut(4)
                                        .hasLayerNorm(true)
                                        .build(),
                                out())),
                of(
                        "dropout layer",
                        ROW,
                        List.of(dense(), new DropoutLayer.Builder(new AlphaDropout(.5)).build(), out())),
                of(
                        "weight noise",
                        ROW,
                        List.of(
                                new DenseLayer.Builder()
                                        .nOut(4)
                                        .weightNoise(new DropConnect(.5))
                                        .build(),
                                out())),
                of(
                        "constraint",
                        ROW,
                        List.of(
                                new DenseLayer.Builder()
                                        .nOut(4)
                                        .constrainWeights(new MaxNormConstraint(.1, 1))
                                        .build(),
                                out())),
                of(
                        "element-wise multiplication",
                        ROW,
                        List.of(
                                dense(),
                                new ElementWiseMultiplicationLayer.Builder()
                                        .nIn(4)
                                        .nOut(4)
                                        .build(),
                                out())),
                of("frozen with backprop", ROW, List.of(dense(), new FrozenLayerWithBackprop(dense()), out())),
                of(
                        "variational autoencoder",
                        ROW,
                        List.of(
                                new VariationalAutoencoder.Builder()
                                        .nOut(3)
                                        .encoderLayerSizes(4)
                                        .decoderLayerSizes(4)
                                        .build(),
                                out())),
                of(
                        "center loss",
                        ROW,
                        List.of(
                                dense(),
                                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .build())),
                of(
                        "loss layer",
                        ROW,
                        List.of(
                                new DenseLayer.Builder()
                                        .nOut(3)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                new LossLayer.Builder(LossFunction.MCXENT)
                                        .activation(Activation.SOFTMAX)
                                        .build())),
                of(
                        "transposed convolution",
                        IMAGE,
                        List.of(new Deconvolution2D.Builder(2, 2).nOut(2).build(), out())),
                of(
                        "separable convolution",
                        IMAGE,
                        List.of(new SeparableConvolution2D.Builder(2, 2).nOut(3).build(), out())),
                of(
                        "depthwise convolution",
                        IMAGE,
                        List.of(
                                new DepthwiseConvolution2D.Builder(2, 2)
                                        .depthMultiplier(2)
                                        .build(),
                                out())),
                of(
                        "upsampling, padding, pooling",
                        IMAGE,
                        List.of(
                                new ZeroPaddingLayer.Builder(1, 1).build(),
                                new ConvolutionLayer.Builder(3, 3).nOut(3).build(),
                                new Upsampling2D.Builder(2).build(),
                                new GlobalPoolingLayer.Builder().build(),
                                out())),
                of(
                        "channels last",
                        InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC),
                        List.of(
                                new ConvolutionLayer.Builder(3, 3)
                                        .nOut(3)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build(),
                                out())),
                of(
                        "image loss",
                        IMAGE,
                        List.of(
                                new ConvolutionLayer.Builder(1, 1).nOut(3).build(),
                                new CnnLossLayer.Builder(LossFunction.MSE)
                                        .activation(Activation.TANH)
                                        .build())),
                of(
                        "Graves LSTM",
                        SEQUENCE,
                        List.of(new GravesLSTM.Builder().nOut(4).build(), rnnOut())),
                of(
                        "hard gates",
                        SEQUENCE,
                        List.of(
                                new LSTM.Builder()
                                        .nOut(4)
                                        .gateActivationFunction(Activation.HARDSIGMOID)
                                        .build(),
                                rnnOut())),
                of(
                        "one-dimensional convolution",
                        SEQUENCE,
                        List.of(
                                new Convolution1DLayer.Builder(2).nOut(4).build(),
                                new GlobalPoolingLayer.Builder().build(),
                                out())),
                of(
                        "time distributed",
                        SEQUENCE,
                        List.of(
                                new TimeDistributed(
                                        new DenseLayer.Builder().nIn(3).nOut(4).build()),
                                rnnOut())),
                of(
                        "mask zero",
                        SEQUENCE,
                        List.of(
                                new MaskZeroLayer.Builder()
                                        .setUnderlying(new SimpleRnn.Builder()
                                                .nIn(3)
                                                .nOut(4)
                                                .build())
                                        .setMaskValue(0)
                                        .build(),
                                rnnOut())),
                of(
                        "sequence loss",
                        SEQUENCE,
                        List.of(
                                new SimpleRnn.Builder().nOut(3).build(),
                                new RnnLossLayer.Builder(LossFunction.MSE)
                                        .activation(Activation.TANH)
                                        .build())),
                of(
                        "attention",
                        SEQUENCE,
                        List.of(
                                new SelfAttentionLayer.Builder()
                                        .nOut(4)
                                        .nHeads(1)
                                        .projectInput(true)
                                        .build(),
                                new GlobalPoolingLayer.Builder().build(),
                                out())),
                of(
                        "time before units",
                        InputType.recurrent(3, 4, RNNFormat.NWC),
                        List.of(
                                new SimpleRnn.Builder()
                                        .nOut(4)
                                        .dataFormat(RNNFormat.NWC)
                                        .build(),
                                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .dataFormat(RNNFormat.NWC)
                                        .build())),
                of(
                        "embedded sequence",
                        InputType.recurrent(6, 4),
                        List.of(
                                new EmbeddingSequenceLayer.Builder()
                                        .nIn(6)
                                        .nOut(4)
                                        .inputLength(4)
                                        .build(),
                                new GlobalPoolingLayer.Builder().build(),
                                out())));
    }

    private static Arguments of(String name, InputType input, List<Layer> layers) {
        return Arguments.of(name, input, layers);
    }

    private static DenseLayer dense() {
        return dense(Activation.TANH);
    }

    private static DenseLayer dense(Activation activation) {
        return new DenseLayer.Builder().nOut(4).activation(activation).build();
    }

    private static OutputLayer out() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static RnnOutputLayer rnnOut() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void isReadOrSaidNotToBeAndNeverChanged(String name, InputType input, List<Layer> layers) {
        NeuralNetConfiguration.ListBuilder list = SmallNets.builder(new Adam(.01), DataType.FLOAT)
                .activation(Activation.TANH)
                .l2(.001)
                .list();
        layers.forEach(list::layer);
        MultiLayerNetwork plain = new MultiLayerNetwork(list.setInputType(input).build());
        plain.init();
        MultiLayerNetwork watched = plain.clone();
        DataSet batch = batch(plain, input);
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        watched.setListeners(health);
        train(plain, batch);
        double regularization = watched.calcRegularizationScore(true);
        train(watched, batch);

        assertThat(watched.params().data().asDouble())
                .isEqualTo(plain.params().data().asDouble());
        TraceSnapshot trace = health.trace();
        assertThat(trace.iterations()).as(String.valueOf(trace.unread())).isEqualTo(4);
        assertThat(trace.recent().get(0).score() - trace.recent().get(0).loss())
                .isCloseTo(regularization, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(trace.latestFull().orElseThrow().layers()).hasSameSizeAs(layers);
        assertThat(trace.unread()).allMatch(reason -> reason.contains("dropout") || reason.contains("autoencoder"));
        assertThat(trace.latest().orElseThrow().gradientNorm()).isGreaterThan(0);
    }

    private static void train(MultiLayerNetwork net, DataSet batch) {
        Nd4j.getRandom().setSeed(3);
        for (int i = 0; i < 4; i++) {
            net.fit(batch);
        }
    }

    private static DataSet batch(MultiLayerNetwork net, InputType type) {
        Nd4j.getRandom().setSeed(4);
        long[] shape = type.getShape(true);
        shape[0] = 5;
        boolean words = net.getLayer(0).conf().getLayer() instanceof EmbeddingSequenceLayer;
        INDArray features = words ? Nd4j.zeros(5, 4).addi(2) : Nd4j.randn(shape);
        long[] answer = net.output(features).shape();
        INDArray sequence = SmallNets.sequenceLabels(5, 4);
        INDArray labels = switch (answer.length) {
            case 2 -> SmallNets.labels(5);
            case 3 -> answer[1] == 3 ? sequence : sequence.permute(0, 2, 1).dup('c');
            default -> Nd4j.rand(answer);
        };
        return new DataSet(features, labels);
    }
}
