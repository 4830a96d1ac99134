package org.gradientdoctor.samples.theory;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Prediction;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.signal.PropagationPath;
import org.gradientdoctor.core.signal.SignalForecast;
import org.gradientdoctor.listeners.probe.BackwardProbe;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The factor by which rms(δ) changes with each layer on its way back, in one network on one batch: geometric mean over
 * layers, output to first hidden layer.
 *
 * @param predicted from weights and input alone
 * @param measured by a backward pass
 * @param trainableDepth layers to which such a network trains, by theory
 */
record LayerGain(double predicted, double measured, double trainableDepth) {

    static LayerGain of(MultiLayerNetwork network, DataSet data) {
        BackwardProbe probe = BackwardProbe.of(network);
        NetworkProfile profile = probe.profile();
        IterationReading reading = probe.read(data, 0).reading();
        PropagationPath path = PropagationPath.of(profile, reading);
        if (!(path instanceof PropagationPath.Stack stack)) {
            throw new IllegalStateException("theory covers stacks of dense layers, and yet there is none: " + path);
        }
        // Neither is cut off at what float can hold, as the levels of a trend are: a product of the very factors.
        double predicted = 1;
        for (double gain : stack.propagation().gains()) {
            predicted *= gain;
        }
        List<Double> levels = new ArrayList<>();
        for (LayerReading layer : reading.layers()) {
            if (layer.signal() != null) {
                levels.add(layer.signal().delta().rms());
            }
        }
        int gains = stack.layers().size() - 1;
        if (levels.size() != gains + 1) {
            throw new IllegalStateException("of " + (gains + 1) + " layers, " + levels.size() + " were read");
        }
        Prediction prediction = SignalForecast.of(profile, reading);
        return new LayerGain(
                Math.pow(predicted, 1.0 / gains),
                Math.pow(levels.get(0) / levels.get(gains), 1.0 / gains),
                prediction.trainableDepth());
    }
}
