package org.gradientdoctor.remedies.surgery;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.jspecify.annotations.Nullable;

/** Preprocessors one after the other. */
final class PreProcessors {
    private PreProcessors() {}

    static @Nullable InputPreProcessor inTurn(@Nullable InputPreProcessor first, @Nullable InputPreProcessor second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return new ComposableInputPreProcessor(first, second);
    }
}
