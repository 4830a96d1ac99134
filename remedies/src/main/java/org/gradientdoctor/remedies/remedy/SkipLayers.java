package org.gradientdoctor.remedies.remedy;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Layers that stand on a skip connection or behind the branch beside it. All are linear. */
final class SkipLayers {
    private SkipLayers() {}

    /** Brings what a block reads to the shape of what it gives. */
    static FeedForwardLayer projection(SkipShape shape, WeightInit weights) {
        return switch (shape.family()) {
            case VECTORS ->
                new DenseLayer.Builder()
                        .nIn(shape.in())
                        .nOut(shape.out())
                        .hasBias(false)
                        .weightInit(weights)
                        .activation(Activation.IDENTITY)
                        .build();
            case MAPS ->
                new ConvolutionLayer.Builder(1, 1)
                        .stride(shape.strides())
                        .convolutionMode(ConvolutionMode.Same)
                        .dataFormat(shape.maps())
                        .nIn(shape.in())
                        .nOut(shape.out())
                        .hasBias(false)
                        .weightInit(weights)
                        .activation(Activation.IDENTITY)
                        .build();
            case SEQUENCES ->
                new Convolution1DLayer.Builder(1)
                        .stride(1)
                        .convolutionMode(ConvolutionMode.Same)
                        .nIn(shape.in())
                        .nOut(shape.out())
                        .hasBias(false)
                        .weightInit(weights)
                        .activation(Activation.IDENTITY)
                        .build();
        };
    }

    /** A factor for each channel that starts at 0. Sequences have a matrix of them. */
    static FeedForwardLayer gate(SkipShape shape) {
        return switch (shape.family()) {
            case VECTORS ->
                new ElementWiseMultiplicationLayer.Builder()
                        .nIn(shape.out())
                        .nOut(shape.out())
                        .weightInit(WeightInit.ZERO)
                        .biasInit(0)
                        .activation(Activation.IDENTITY)
                        .build();
            case MAPS ->
                new DepthwiseConvolution2D.Builder()
                        .kernelSize(1, 1)
                        .stride(1, 1)
                        .convolutionMode(ConvolutionMode.Same)
                        .dataFormat(shape.maps())
                        .depthMultiplier(1)
                        .nIn(shape.out())
                        .nOut(shape.out())
                        .hasBias(false)
                        .weightInit(WeightInit.ZERO)
                        .activation(Activation.IDENTITY)
                        .build();
            case SEQUENCES -> projection(shape, WeightInit.ZERO);
        };
    }
}
