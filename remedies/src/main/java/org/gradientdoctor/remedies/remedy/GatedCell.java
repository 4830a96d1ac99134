package org.gradientdoctor.remedies.remedy;

import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The LSTM that takes a simple recurrent layer's place. Keys of parameters are the same in both. */
final class GatedCell {
    private static final IWeightInit RECURRENT = Initialization.orthogonal(1).toWeightInit();

    private GatedCell() {}

    /**
     * As many units, trained the same way. The activation is tanh whatever it was: a cell sums over time, and what is
     * not bounded grows with it. What is moved to the LSTM is no longer used by the other.
     */
    static LSTM of(SimpleRnn simple, double forgetBias) {
        LSTM lstm = new LSTM();
        lstm.setNIn(simple.getNIn());
        lstm.setNOut(simple.getNOut());
        lstm.setRnnDataFormat(simple.getRnnDataFormat());
        lstm.setTimeDistributedFormat(simple.getTimeDistributedFormat());
        lstm.setActivationFn(new ActivationTanH());
        lstm.setGateActivationFn(new ActivationSigmoid());
        lstm.setForgetGateBiasInit(forgetBias);
        lstm.setWeightInitFn(new WeightInitXavier());
        lstm.setWeightInitFnRecurrent(RECURRENT);
        lstm.setBiasInit(simple.getBiasInit());
        lstm.setGainInit(simple.getGainInit());
        lstm.setIUpdater(simple.getIUpdater());
        lstm.setBiasUpdater(simple.getBiasUpdater());
        lstm.setRegularization(simple.getRegularization());
        lstm.setRegularizationBias(simple.getRegularizationBias());
        lstm.setGradientNormalization(simple.getGradientNormalization());
        lstm.setGradientNormalizationThreshold(simple.getGradientNormalizationThreshold());
        lstm.setIDropout(simple.getIDropout());
        lstm.setWeightNoise(simple.getWeightNoise());
        lstm.setConstraints(simple.getConstraints());
        lstm.setLayerName(simple.getLayerName());
        return lstm;
    }

    static boolean is(Layer core, double forgetBias) {
        return core.getClass() == LSTM.class
                && RECURRENT.equals(((LSTM) core).getWeightInitFnRecurrent())
                && ((LSTM) core).getWeightInitFn() instanceof WeightInitXavier
                && ((LSTM) core).getForgetGateBiasInit() == forgetBias;
    }
}
