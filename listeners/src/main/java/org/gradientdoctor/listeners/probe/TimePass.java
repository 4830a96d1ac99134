package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.params.SimpleRnnParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.gradientdoctor.core.reading.TimeProfile;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One backward pass through time of one recurrent layer by itself, from errors at the last steps. */
final class TimePass {
    private final RecurrentDirection direction;
    private final INDArray errors;
    private final boolean onlyAtEnd;

    /**
     * @param errors [examples, units, steps], zero but for each example's last valid step
     * @param onlyAtEnd whether the network's own error is, too
     */
    TimePass(RecurrentDirection direction, INDArray errors, boolean onlyAtEnd) {
        this.direction = direction;
        this.errors = errors;
        this.onlyAtEnd = onlyAtEnd;
    }

    TimeProfile profile(String name) {
        String kind = direction.layer().getClass().getSimpleName();
        return direction.layer() instanceof AbstractLSTM lstm ? gated(name, kind, lstm) : simple(name, kind);
    }

    private TimeProfile simple(String name, String kind) {
        StepRecorder recorder = new StepRecorder(direction.layer().getActivationFn());
        direction.layer().setActivationFn(recorder);
        Layer running = direction.instantiate();
        running.backpropGradient(errors, LayerWorkspaceMgr.noWorkspaces());
        int steps = direction.steps();
        if (recorder.steps() != steps) {
            throw new IllegalStateException("its activation function was asked " + recorder.steps() + " times in "
                    + steps + " steps, so steps can't be told apart");
        }
        double[][] squares = new double[steps][];
        double slopes = 0;
        long count = 0;
        for (int t = 0; t < steps; t++) {
            squares[t] = recorder.delta(steps - 1 - t);
            for (int e = 0; e < direction.examples(); e++) {
                if (direction.isValid(e, t)) {
                    slopes += recorder.slope(steps - 1 - t)[e];
                    count += direction.units();
                }
            }
        }
        INDArray recurrent = running.getParam(SimpleRnnParamInitializer.RECURRENT_WEIGHT_KEY);
        return new TimeProfile(
                name,
                direction.backwards(),
                kind,
                relative(squares),
                SpectralRadius.of(recurrent),
                count == 0 ? Double.NaN : Math.sqrt(slopes / count),
                Double.NaN,
                onlyAtEnd);
    }

    private TimeProfile gated(String name, String kind, AbstractLSTM lstm) {
        ForgetGate gate = ForgetGate.of(lstm);
        Layer running = direction.instantiate();
        INDArray below = running.backpropGradient(errors, LayerWorkspaceMgr.noWorkspaces())
                .getSecond();
        double[][] squares = new double[direction.steps()][];
        for (int t = 0; t < squares.length; t++) {
            squares[t] = StepRecorder.squares(below.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t)));
        }
        // The candidate's block comes first, then forget, output and input gate.
        INDArray recurrent = running.getParam(LSTMParamInitializer.RECURRENT_WEIGHT_KEY)
                .get(NDArrayIndex.all(), NDArrayIndex.interval(0, direction.units()));
        return new TimeProfile(
                name,
                direction.backwards(),
                kind,
                relative(squares),
                SpectralRadius.of(recurrent),
                Double.NaN,
                gate.mean(direction),
                onlyAtEnd);
    }

    /**
     * @param squares sums over units of squares by step and example
     * @return by steps back, relative to the same examples' last step
     */
    private List<Double> relative(double[][] squares) {
        List<Double> signal = new ArrayList<>();
        for (int back = 0; back < direction.steps(); back++) {
            Double ratio = relative(squares, back);
            if (ratio == null) {
                break;
            }
            signal.add(ratio);
        }
        return signal;
    }

    private @Nullable Double relative(double[][] squares, int back) {
        double here = 0;
        double start = 0;
        boolean any = false;
        for (int e = 0; e < direction.examples(); e++) {
            int last = direction.last(e);
            if (last - back >= 0 && direction.isValid(e, last - back)) {
                any = true;
                here += squares[last - back][e];
                start += squares[last][e];
            }
        }
        if (!any) {
            return null;
        }
        return here == 0 ? 0.0 : Math.sqrt(here / start);
    }
}
