package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The signal over time against finite differences, by forward passes alone. */
@SuppressWarnings("deprecation") // GravesLSTM is still in many saved networks.
class ProbeTimeSlopesTest {
    private static final double STEP = 1e-5;
    private static final int FEATURES = 3;
    private static final int UNITS = 4;

    static Stream<org.deeplearning4j.nn.conf.layers.Layer> gated() {
        LSTM lstm = new LSTM.Builder()
                .nIn(FEATURES)
                .nOut(UNITS)
                .activation(Activation.TANH)
                .build();
        return Stream.of(
                lstm,
                new GravesLSTM.Builder()
                        .nIn(FEATURES)
                        .nOut(UNITS)
                        .activation(Activation.TANH)
                        .build(),
                new LSTM.Builder()
                        .nIn(FEATURES)
                        .nOut(UNITS)
                        .gateActivationFunction(Activation.HARDSIGMOID)
                        .activation(Activation.SOFTSIGN)
                        .build(),
                new Bidirectional(lstm.clone()));
    }

    /** signal(k)² is Σ over examples and inputs of (∂L/∂x, k steps back)², by its own value at the last step. */
    @ParameterizedTest
    @MethodSource("gated")
    void theSignalOfAGatedLayerIsTheSlopeAtItsInputs(org.deeplearning4j.nn.conf.layers.Layer layer) {
        boolean both = layer instanceof Bidirectional;
        MultiLayerNetwork network = ProbeTimeTest.network(DataType.DOUBLE, layer, output(both ? 2 * UNITS : UNITS));
        AtomicReference<INDArray> arrival = new AtomicReference<>();
        List<TimeProfile> profiles = read(network, arrival).time();
        INDArray error = Objects.requireNonNull(arrival.get(), "an error arrives at the recurrent layer");
        INDArray features = Samples.gaussian(1, ROWS, FEATURES, STEPS);
        Layer running = network.clone().getLayer(0);

        assertThat(profiles).hasSize(both ? 2 : 1);
        for (TimeProfile profile : profiles) {
            int from = profile.backwards() ? UNITS : 0;
            double[][] squares = new double[STEPS][ROWS];
            for (int e = 0; e < ROWS; e++) {
                int last = profile.backwards() ? 0 : length(e) - 1;
                double[] start = start(error, e, from, last);
                for (int t = 0; t < length(e); t++) {
                    for (int f = 0; f < FEATURES; f++) {
                        double slope = 0;
                        for (int sign = -1; sign <= 1; sign += 2) {
                            INDArray moved = features.dup();
                            moved.putScalar(new int[] {e, f, t}, moved.getDouble(e, f, t) + sign * STEP);
                            INDArray out = running.activate(moved, true, LayerWorkspaceMgr.noWorkspaces());
                            for (int u = 0; u < UNITS; u++) {
                                slope += sign * start[u] * out.getDouble(e, from + u, last) / (2 * STEP);
                            }
                        }
                        squares[Math.abs(last - t)][e] += slope * slope;
                    }
                }
            }
            compare(profile, squares);
        }
    }

    @Test
    void theSignalOfASimpleLayerIsTheSlopeAtItsPreActivations() {
        SimpleRnn layer = new SimpleRnn.Builder()
                .nIn(FEATURES)
                .nOut(UNITS)
                .activation(Activation.TANH)
                .build();
        MultiLayerNetwork network = ProbeTimeTest.network(DataType.DOUBLE, layer, output(UNITS));
        AtomicReference<INDArray> arrival = new AtomicReference<>();
        TimeProfile profile = read(network, arrival).time().get(0);
        INDArray error = Objects.requireNonNull(arrival.get(), "an error arrives at the recurrent layer");

        double[][] squares = new double[STEPS][ROWS];
        for (int e = 0; e < ROWS; e++) {
            int last = length(e) - 1;
            double[] start = start(error, e, 0, last);
            for (int t = 0; t <= last; t++) {
                for (int u = 0; u < UNITS; u++) {
                    double slope =
                            (slowly(network, e, last, start, t, u, STEP) - slowly(network, e, last, start, t, u, -STEP))
                                    / (2 * STEP);
                    squares[last - t][e] += slope * slope;
                }
            }
        }
        compare(profile, squares);
    }

    /** v·h at the last step, with one pre-activation displaced. */
    private static double slowly(
            MultiLayerNetwork network, int example, int last, double[] v, int atStep, int atUnit, double by) {
        INDArray features = Samples.gaussian(1, ROWS, FEATURES, STEPS);
        INDArray w = network.getLayer(0).getParam("W");
        INDArray r = network.getLayer(0).getParam("RW");
        INDArray b = network.getLayer(0).getParam("b");
        double[] h = new double[UNITS];
        for (int t = 0; t <= last; t++) {
            double[] next = new double[UNITS];
            for (int u = 0; u < UNITS; u++) {
                double z = b.getDouble(u) + (t == atStep && u == atUnit ? by : 0);
                for (int f = 0; f < FEATURES; f++) {
                    z += features.getDouble(example, f, t) * w.getDouble(f, u);
                }
                for (int j = 0; j < UNITS; j++) {
                    z += h[j] * r.getDouble(j, u);
                }
                next[u] = Math.tanh(z);
            }
            h = next;
        }
        double sum = 0;
        for (int u = 0; u < UNITS; u++) {
            sum += v[u] * h[u];
        }
        return sum;
    }

    private static void compare(TimeProfile profile, double[][] squares) {
        List<Double> expected = new ArrayList<>();
        for (int back = 0; back < STEPS; back++) {
            double here = 0;
            double start = 0;
            for (int e = 0; e < ROWS; e++) {
                if (back < length(e)) {
                    here += squares[back][e];
                    start += squares[0][e];
                }
            }
            expected.add(Math.sqrt(here / start));
        }
        assertThat(profile.signal()).hasSize(STEPS);
        for (int back = 0; back < STEPS; back++) {
            assertThat(profile.signal().get(back))
                    .as("%d steps back", back)
                    .isCloseTo(expected.get(back), within(1e-6 * expected.get(back)));
        }
    }

    private static int length(int example) {
        return STEPS - example;
    }

    /** The error that arrives at one step, at an RMS of 1. */
    private static double[] start(INDArray error, int example, int from, int step) {
        double[] start = new double[UNITS];
        double squares = 0;
        for (int u = 0; u < UNITS; u++) {
            start[u] = error.getDouble(example, from + u, step);
            squares += start[u] * start[u];
        }
        for (int u = 0; u < UNITS; u++) {
            start[u] /= Math.sqrt(squares / UNITS);
        }
        return start;
    }

    private static ProbeReading read(MultiLayerNetwork network, AtomicReference<INDArray> arrival) {
        return BackwardProbe.of(network)
                .read(
                        ProbeBatch.of(
                                Samples.masked(
                                        Samples.gaussian(1, ROWS, FEATURES, STEPS),
                                        Samples.sequenceLabels(),
                                        Samples.mask(),
                                        Samples.mask()),
                                0),
                        new PassObserver() {
                            @Override
                            public void arrival(int station, INDArray error) {
                                if (station == 0) {
                                    arrival.set(error.dup());
                                }
                            }
                        });
    }

    private static RnnOutputLayer output(int in) {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(Samples.CLASSES)
                .dataFormat(RNNFormat.NCW)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
