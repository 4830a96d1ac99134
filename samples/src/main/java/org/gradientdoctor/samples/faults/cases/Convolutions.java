package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Layers for images. */
final class Convolutions {
    private Convolutions() {}

    /** As many positions as before. */
    static ConvolutionLayer square(int side, int channels) {
        return new ConvolutionLayer.Builder(side, side)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(channels)
                .build();
    }

    /** The largest of each two by two. */
    static SubsamplingLayer halving() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
