package org.gradientdoctor.remedies.repair;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * Validation data a metric can be taken on: one example with NaN or infinity makes it NaN for every network.
 *
 * @param data to measure on
 * @param statement on what was left out; null where nothing was
 */
record MeasurableData(Minibatches data, @Nullable String statement) {

    /**
     * The validation data, without a few faulty examples where there are any.
     *
     * @param network with finite parameters
     * @throws IllegalArgumentException where more than a few are faulty
     */
    static MeasurableData of(Metric metric, Model network, Minibatches validation) {
        long all = validation.examples();
        Optional<Minibatches> sound = validation.finite();
        long finite = sound.map(Minibatches::examples).orElse(0L);
        if (metric.isFunction()
                || finite == all
                || Predictions.of(network, validation).isMeasurable()
                // Where this network's answers are not finite on sound examples either, it does not tell faulty ones.
                || sound.filter(examples -> !Predictions.of(network, examples).isFinite())
                        .isPresent()) {
            return new MeasurableData(validation, null);
        }
        long faulty = all - finite;
        String found = faulty + " of " + all + " validation examples have NaN or infinity in features or labels";
        if (faulty > FaultyData.FEW * all) {
            throw new IllegalArgumentException(found + ", so that no network can be measured on them: more than "
                    + Math.round(100 * FaultyData.FEW)
                    + " % is a broken column or preprocessing, which has to be mended first");
        }
        return new MeasurableData(sound.orElseThrow(), found + ", and nothing is measured on these: leave them out.");
    }
}
