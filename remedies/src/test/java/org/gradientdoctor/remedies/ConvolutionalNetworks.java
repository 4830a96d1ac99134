package org.gradientdoctor.remedies;

import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks with convolutions of every kind, each with a batch it can be trained on. */
final class ConvolutionalNetworks {
    private ConvolutionalNetworks() {}

    static void addTo(Map<String, Supplier<Networks.Case>> all) {
        all.put("convolutional, channels last", ConvolutionalNetworks::channelsLast);
        all.put("convolutional, same size", ConvolutionalNetworks::sameSize);
        all.put("convolutional, batch-normalized", ConvolutionalNetworks::batchNormalized);
        // Not with channels last: Deeplearning4j's own backward pass throws there.
        all.put("convolutional 1D", ConvolutionalNetworks::oneDimensional);
        all.put("convolutional 3D", () -> threeDimensional(Convolution3D.DataFormat.NCDHW));
        all.put("convolutional 3D, channels last", () -> threeDimensional(Convolution3D.DataFormat.NDHWC));
        all.put("separable", ConvolutionalNetworks::separable);
        all.put("up and down", ConvolutionalNetworks::upAndDown);
        all.put("residual, convolutional", ConvolutionalNetworks::residual);
    }

    private static ConvolutionLayer.Builder conv(int kernel, int nOut) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(nOut);
    }

    static Networks.Case channelsLast() {
        return Networks.trained(
                "convolutional, channels last",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(conv(3, 4)
                                .stride(2, 2)
                                .dataFormat(CNN2DFormat.NHWC)
                                .name("conv")
                                .build())
                        .layer(new DenseLayer.Builder().nOut(6).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.convolutional(7, 7, 2, CNN2DFormat.NHWC))),
                Networks.of(DataType.FLOAT, new long[] {8, 7, 7, 2}, 3));
    }

    static Networks.Case sameSize() {
        return Networks.trained(
                "convolutional, same size",
                Networks.stack(Networks.start(new Nesterovs(.05))
                        .activation(Activation.TANH)
                        .convolutionMode(ConvolutionMode.Same)
                        .list()
                        .layer(conv(3, 4).name("stem").build())
                        .layer(conv(3, 4).name("one").build())
                        .layer(conv(3, 4).name("two").build())
                        .layer(conv(3, 4).name("three").build())
                        .layer(conv(3, 6).name("wide").stride(2, 2).build())
                        .layer(conv(3, 6).name("four").build())
                        .layer(new GlobalPoolingLayer.Builder().name("pool").build())
                        .layer(Networks.softmax(3).name("out").build())
                        .setInputType(InputType.convolutional(6, 6, 2))),
                Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3));
    }

    private static Networks.Case batchNormalized() {
        return Networks.trained(
                "convolutional, batch-normalized",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(conv(3, 4)
                                .activation(Activation.IDENTITY)
                                .hasBias(false)
                                .build())
                        .layer(new BatchNormalization())
                        .layer(new ActivationLayer(Activation.RELU))
                        .layer(new LocalResponseNormalization())
                        .layer(new SubsamplingLayer.Builder().build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.convolutional(6, 6, 2))),
                Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3));
    }

    static Networks.Case oneDimensional() {
        return Networks.trained(
                "convolutional 1D",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .convolutionMode(ConvolutionMode.Same)
                        .list()
                        .layer(new Convolution1DLayer.Builder(3).nOut(5).build())
                        .layer(new Convolution1DLayer.Builder(3).nOut(5).build())
                        .layer(new GlobalPoolingLayer.Builder().build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.recurrent(4, 7))),
                Networks.of(DataType.FLOAT, new long[] {8, 4, 7}, 3));
    }

    static Networks.Case threeDimensional(Convolution3D.DataFormat format) {
        boolean first = format == Convolution3D.DataFormat.NCDHW;
        return Networks.trained(
                "convolutional 3D",
                Networks.stack(Networks.start(new Adam(.01))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new Convolution3D.Builder(2, 2, 2)
                                .dataFormat(format)
                                .nOut(3)
                                .build())
                        .layer(new DenseLayer.Builder().nOut(5).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.convolutional3D(format, 4, 4, 4, 2))),
                Networks.of(DataType.FLOAT, first ? new long[] {8, 2, 4, 4, 4} : new long[] {8, 4, 4, 4, 2}, 3));
    }

    private static Networks.Case separable() {
        return Networks.trained(
                "separable",
                Networks.stack(Networks.start(new Adam(.01))
                        .list()
                        .layer(new SeparableConvolution2D.Builder(3, 3).nOut(4).build())
                        .layer(new DepthwiseConvolution2D.Builder()
                                .kernelSize(2, 2)
                                .depthMultiplier(1)
                                .nIn(4)
                                .nOut(4)
                                .build())
                        .layer(new GlobalPoolingLayer.Builder().build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.convolutional(6, 6, 2))),
                Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3));
    }

    private static Networks.Case upAndDown() {
        ListBuilder list = Networks.start(new Sgd(.05)).list();
        return Networks.trained(
                "up and down",
                Networks.stack(list.layer(new ZeroPaddingLayer(1, 1))
                        .layer(conv(3, 3).build())
                        .layer(new Upsampling2D.Builder(2).build())
                        .layer(new Cropping2D(1, 1))
                        .layer(new Deconvolution2D.Builder(2, 2).nOut(3).build())
                        .layer(new SubsamplingLayer.Builder().build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.convolutional(5, 5, 2))),
                Networks.of(DataType.FLOAT, new long[] {8, 2, 5, 5}, 3));
    }

    private static Networks.Case residual() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .addLayer("stem", conv(3, 4).build(), "in")
                .addLayer("a", conv(3, 6).stride(2, 2).build(), "stem")
                .addLayer("b", conv(3, 6).build(), "a")
                .addLayer("project", conv(1, 6).stride(2, 2).build(), "stem")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b", "project")
                .addLayer("c", conv(3, 6).build(), "sum")
                .addLayer("d", conv(3, 6).build(), "c")
                .addLayer("pool", new GlobalPoolingLayer.Builder().build(), "d")
                .addLayer("out", Networks.softmax(3).build(), "pool")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(6, 6, 2))
                .build());
        graph.init();
        return Networks.trained(
                "residual, convolutional", graph, Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3));
    }
}
