package org.gradientdoctor.samples.repair;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.gradientdoctor.samples.data.DigitImages;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.data.UciData;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Convolutions one behind another without pooling, skips or normalization, on a third of the handwritten digits. */
final class PlainConvolutions {
    private static final int CHANNELS = 8;
    private static final int SIDE = 8;
    private static final double THIRD = 1 / 3.0;

    private PlainConvolutions() {}

    static ThreeParts data(long seed) {
        return ThreeParts.of(Split.of(DigitImages.images(), THIRD, seed).validation(), seed)
                .standardized();
    }

    static MultiLayerNetwork network(int depth, long seed) {
        var layers = SickCases.builder(seed, new Sgd(.05)).list();
        for (int i = 0; i < depth; i++) {
            layers.layer(new ConvolutionLayer.Builder(3, 3)
                    .nIn(i == 0 ? 1 : CHANNELS)
                    .nOut(CHANNELS)
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(Activation.RELU)
                    .weightInit(new WeightInitXavier())
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(UciData.DIGITS.classes())
                .activation(Activation.SOFTMAX)
                .build());
        layers.setInputType(InputType.convolutional(SIDE, SIDE, 1));
        return SickCases.initialized(layers);
    }
}
