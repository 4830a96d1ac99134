package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.gradientdoctor.listeners.capture.TensorView;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks at an LSTM's gates while they open. Deeplearning4j asks the gates' activation function three times at each step,
 * for the forget gate first.
 */
final class ForgetGate {
    private static final int GATES = 3;

    private final List<double[]> byStep = new ArrayList<>();
    private int calls;

    /** Puts a recorder into a configuration of one's own. */
    static ForgetGate of(AbstractLSTM lstm) {
        ForgetGate gate = new ForgetGate();
        IActivation function = lstm.getGateActivationFn();
        // Sigmoid gates have a faster way of their own, taken by class.
        lstm.setGateActivationFn(
                function instanceof ActivationSigmoid ? gate.new Sigmoid() : gate.new Wrapper(function));
        return gate;
    }

    private INDArray record(INDArray open) {
        if (calls++ % GATES == 0) {
            TensorView view = TensorView.of(open);
            double[] values = view.toArray();
            double[] means = new double[view.size(0)];
            int width = values.length / Math.max(1, means.length);
            for (int i = 0; i < values.length; i++) {
                means[i / width] += values[i] / width;
            }
            byStep.add(means);
        }
        return open;
    }

    /** Mean over units, examples and valid steps; NaN where not every step was seen. */
    double mean(RecurrentDirection direction) {
        if (byStep.size() != direction.steps()) {
            return Double.NaN;
        }
        double sum = 0;
        int count = 0;
        for (int t = 0; t < byStep.size(); t++) {
            for (int e = 0; e < direction.examples(); e++) {
                if (direction.isValid(e, t)) {
                    sum += byStep.get(t)[e];
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private final class Sigmoid extends ActivationSigmoid {
        private static final long serialVersionUID = 1L;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return record(super.getActivation(in, training));
        }
    }

    private final class Wrapper implements IActivation {
        private static final long serialVersionUID = 1L;
        private final IActivation wrapped;

        Wrapper(IActivation wrapped) {
            this.wrapped = wrapped;
        }

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return record(wrapped.getActivation(in, training));
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return wrapped.backprop(in, epsilon);
        }

        @Override
        public int numParams(int inputSize) {
            return wrapped.numParams(inputSize);
        }
    }
}
