package org.gradientdoctor.listeners.probe;

import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.Samples.batch;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.indices;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.Samples.mask;
import static org.gradientdoctor.listeners.probe.Samples.masked;
import static org.gradientdoctor.listeners.probe.Samples.sequenceLabels;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.sequenceOutput;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.GaussianReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Stacks of each kind, in double precision. */
@SuppressWarnings("deprecation") // GravesLSTM is still in many saved networks.
final class ProbedStacks {
    private ProbedStacks() {}

    static List<ProbedKind> all() {
        return List.of(
                kind(
                        "dense",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), labels()),
                        dense(7, Activation.TANH),
                        dense(6, Activation.RELU),
                        output()),
                kind(
                        "dense with layer normalization",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), labels()),
                        new DenseLayer.Builder()
                                .nOut(7)
                                .hasLayerNorm(true)
                                .activation(Activation.TANH)
                                .build(),
                        new DenseLayer.Builder()
                                .nOut(6)
                                .hasLayerNorm(true)
                                .activation(Activation.ELU)
                                .build(),
                        output()),
                kind(
                        "dense with batch normalization, regression",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), gaussian(2, ROWS, 2)),
                        new BatchNormalization.Builder().build(),
                        dense(7, Activation.IDENTITY),
                        new BatchNormalization.Builder().build(),
                        new ActivationLayer.Builder()
                                .activation(Activation.SIGMOID)
                                .build(),
                        dense(6, Activation.SWISH),
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build()),
                kind(
                        "dropout of three kinds",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), labels()),
                        dense(7, Activation.SIGMOID),
                        new DenseLayer.Builder()
                                .nOut(6)
                                .dropOut(.5)
                                .activation(Activation.ELU)
                                .build(),
                        new DropoutLayer.Builder(new GaussianDropout(.4)).build(),
                        new DenseLayer.Builder()
                                .nOut(6)
                                .dropOut(new AlphaDropout(.7))
                                .activation(Activation.SELU)
                                .build(),
                        output()),
                kind(
                        "activation layers, class indices",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), indices(3, CLASSES, ROWS, 1)),
                        dense(7, Activation.IDENTITY),
                        new PReLULayer.Builder().inputShape(7).build(),
                        dense(6, Activation.GELU),
                        new ActivationLayer.Builder()
                                .activation(Activation.LEAKYRELU)
                                .build(),
                        new OutputLayer.Builder(LossFunction.SPARSE_MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build()),
                kind(
                        "autoencoders as hidden layers, loss layer",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), labels()),
                        new AutoEncoder.Builder()
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        new VariationalAutoencoder.Builder()
                                .nOut(4)
                                .encoderLayerSizes(5)
                                .decoderLayerSizes(5)
                                .activation(Activation.TANH)
                                .pzxActivationFunction(Activation.IDENTITY)
                                .reconstructionDistribution(new GaussianReconstructionDistribution())
                                .build(),
                        dense(CLASSES, Activation.IDENTITY),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build()),
                kind(
                        "frozen with backprop",
                        flat(),
                        () -> batch(gaussian(1, ROWS, 5), labels()),
                        dense(7, Activation.TANH),
                        new FrozenLayerWithBackprop(new DenseLayer.Builder()
                                .nIn(7)
                                .nOut(6)
                                .activation(Activation.SOFTSIGN)
                                .build()),
                        output()),
                kind(
                        "convolution with max pooling, channels first",
                        InputType.convolutional(6, 6, 2),
                        () -> batch(gaussian(1, ROWS, 2, 6, 6), labels()),
                        convolution(3, Activation.TANH),
                        pooling(SubsamplingLayer.PoolingType.MAX),
                        new Builder(2, 2).nOut(4).activation(Activation.RELU).build(),
                        output()),
                kind(
                        "convolution with average pooling, channels last",
                        InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC),
                        () -> batch(gaussian(1, ROWS, 6, 6, 2), labels()),
                        convolution(3, Activation.TANH),
                        pooling(SubsamplingLayer.PoolingType.AVG),
                        dense(6, Activation.SOFTPLUS),
                        output()),
                kind(
                        "convolution with batch normalization, channels first",
                        InputType.convolutional(6, 6, 2),
                        () -> batch(gaussian(1, ROWS, 2, 6, 6), labels()),
                        convolution(3, Activation.IDENTITY),
                        new BatchNormalization.Builder().build(),
                        new ActivationLayer.Builder()
                                .activation(Activation.TANH)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.PNORM)
                                .pnorm(2)
                                .build(),
                        output()),
                kind(
                        "convolution with batch normalization, channels last",
                        InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC),
                        () -> batch(gaussian(1, ROWS, 6, 6, 2), labels()),
                        convolution(3, Activation.IDENTITY),
                        new BatchNormalization.Builder().build(),
                        new ActivationLayer.Builder()
                                .activation(Activation.TANH)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                        output()),
                kind(
                        "convolutions of other kinds",
                        InputType.convolutional(4, 4, 2),
                        () -> batch(gaussian(1, ROWS, 2, 4, 4), labels()),
                        new ZeroPaddingLayer.Builder(1, 1).build(),
                        new DepthwiseConvolution2D.Builder()
                                .kernelSize(2, 2)
                                .depthMultiplier(2)
                                .activation(Activation.TANH)
                                .build(),
                        new SeparableConvolution2D.Builder()
                                .kernelSize(2, 2)
                                .nOut(3)
                                .activation(Activation.TANH)
                                .build(),
                        new Upsampling2D.Builder(2).build(),
                        new Deconvolution2D.Builder()
                                .kernelSize(2, 2)
                                .nOut(2)
                                .activation(Activation.SIGMOID)
                                .build(),
                        output()),
                kind(
                        "one-dimensional convolution, features first",
                        InputType.recurrent(3, STEPS),
                        () -> batch(gaussian(1, ROWS, 3, STEPS), labels()),
                        new Convolution1DLayer.Builder(2, 1)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.MAX).build(),
                        output()),
                kind(
                        "simple recurrent, features last",
                        InputType.recurrent(3, STEPS, RNNFormat.NWC),
                        () -> batch(
                                gaussian(1, ROWS, STEPS, 3), sequenceLabels().permute(0, 2, 1)),
                        new SimpleRnn.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .dataFormat(RNNFormat.NWC)
                                .build(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .dataFormat(RNNFormat.NWC)
                                .build()),
                kind(
                        "simple recurrent",
                        InputType.recurrent(3, STEPS),
                        () -> batch(gaussian(1, ROWS, 3, STEPS), sequenceLabels()),
                        simple(5),
                        simple(4),
                        sequenceOutput()),
                kind(
                        "LSTM, features last",
                        InputType.recurrent(3, STEPS, RNNFormat.NWC),
                        () -> batch(gaussian(1, ROWS, STEPS, 3), labels()),
                        new LSTM.Builder()
                                .nOut(5)
                                .activation(Activation.TANH)
                                .dataFormat(RNNFormat.NWC)
                                .build(),
                        new LastTimeStep(new LSTM.Builder()
                                .nIn(5)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .dataFormat(RNNFormat.NWC)
                                .build()),
                        output()),
                kind(
                        "Graves LSTM with masks",
                        InputType.recurrent(3, STEPS),
                        () -> masked(gaussian(1, ROWS, 3, STEPS), sequenceLabels(), mask(), mask()),
                        new GravesLSTM.Builder()
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        sequenceOutput()),
                kind(
                        "bidirectional with masks",
                        InputType.recurrent(3, STEPS),
                        () -> masked(gaussian(1, ROWS, 3, STEPS), sequenceLabels(), mask(), mask()),
                        new Bidirectional(new LSTM.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build()),
                        simple(5),
                        sequenceOutput()),
                kind(
                        "bidirectional with last time step",
                        InputType.recurrent(3, STEPS),
                        () -> batch(gaussian(1, ROWS, 3, STEPS), labels()),
                        new Bidirectional(simple(4)),
                        new LastTimeStep(new SimpleRnn.Builder()
                                .nIn(8)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build()),
                        output()),
                kind(
                        "bidirectional of other modes",
                        InputType.recurrent(3, STEPS),
                        () -> batch(gaussian(1, ROWS, 3, STEPS), sequenceLabels()),
                        new Bidirectional(Mode.ADD, simple(4)),
                        new Bidirectional(Mode.MUL, simple(4)),
                        new Bidirectional(Mode.AVERAGE, simple(4)),
                        sequenceOutput()),
                kind(
                        "mask zero and time distributed, truncated",
                        InputType.recurrent(3, STEPS),
                        () -> masked(padded(gaussian(1, ROWS, 3, STEPS)), sequenceLabels(), null, mask()),
                        new MaskZeroLayer.Builder()
                                .setUnderlying(new LSTM.Builder()
                                        .nIn(3)
                                        .nOut(4)
                                        .activation(Activation.TANH)
                                        .build())
                                .setMaskValue(0)
                                .build(),
                        new TimeDistributed(new DenseLayer.Builder()
                                .nIn(4)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build()),
                        sequenceOutput()),
                kind(
                        "embedding",
                        null,
                        () -> batch(indices(1, 6, ROWS, 1), labels()),
                        new EmbeddingLayer.Builder()
                                .nIn(6)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        new DenseLayer.Builder()
                                .nIn(4)
                                .nOut(6)
                                .activation(Activation.CUBE)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(6)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build()),
                kind(
                        "embedded sequence with masks",
                        null,
                        () -> masked(indices(1, 6, ROWS, 1, STEPS), labels(), mask(), null),
                        new EmbeddingSequenceLayer.Builder()
                                .nIn(6)
                                .nOut(4)
                                .inputLength(STEPS)
                                .build(),
                        new LSTM.Builder()
                                .nIn(4)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build()));
    }

    private static INDArray padded(INDArray features) {
        for (int i = 0; i < ROWS; i++) {
            for (int t = STEPS - i; t < STEPS; t++) {
                for (int f = 0; f < features.size(1); f++) {
                    features.putScalar(new int[] {i, f, t}, 0);
                }
            }
        }
        return features;
    }

    private static ProbedKind kind(
            String name, @Nullable InputType type, Supplier<MultiDataSet> batch, Layer... layers) {
        return new ProbedKind(name, () -> stack(type, name.contains("truncated"), layers), batch);
    }

    static MultiLayerNetwork stack(@Nullable InputType type, boolean truncated, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(12345)
                .updater(new Sgd(.1))
                .l2(.01)
                .dataType(DataType.DOUBLE)
                .list();
        for (Layer layer : layers) {
            // Building and initializing write into a configuration.
            list.layer(layer.clone());
        }
        if (truncated) {
            list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(2);
        }
        if (type != null) {
            list.setInputType(type);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        spread(network);
        return network;
    }

    /** Biases away from zero, where ties lie. */
    static void spread(Model network) {
        network.params().addi(gaussian(99, network.params().length()).muli(.05));
    }

    private static InputType flat() {
        return InputType.feedForward(5);
    }

    private static DenseLayer dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation).build();
    }

    private static ConvolutionLayer convolution(int filters, Activation activation) {
        return new Builder(3, 3).nOut(filters).activation(activation).build();
    }

    private static SubsamplingLayer pooling(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
    }

    private static SimpleRnn simple(int units) {
        return new SimpleRnn.Builder().nOut(units).activation(Activation.TANH).build();
    }

    static INDArray ones(long... shape) {
        return Nd4j.ones(DataType.DOUBLE, shape);
    }
}
