package org.gradientdoctor.listeners.probe;

import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A kind of network with a batch that fits it, both always the same.
 *
 * @param name for test reports
 */
record ProbedKind(String name, Supplier<Model> network, Supplier<MultiDataSet> batch) {

    @Override
    public String toString() {
        return name;
    }
}
