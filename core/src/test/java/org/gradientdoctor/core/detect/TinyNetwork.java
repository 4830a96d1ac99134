package org.gradientdoctor.core.detect;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.jspecify.annotations.Nullable;

/**
 * A stack of dense layers with softmax and cross-entropy, in plain loops, that trains on three blobs and writes down
 * what a listener would: real dynamics for the detectors, without Deeplearning4j.
 */
final class TinyNetwork {
    /** An activation function with its slope. */
    record Activation(ActivationProfile profile, DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

    static final Activation SIGMOID =
            new Activation(TraceFixture.SIGMOID, z -> 1 / (1 + Math.exp(-z)), z -> slopeOfSigmoid(z));
    static final Activation TANH = new Activation(
            new ActivationProfile("tanh", ActivationShape.SATURATING, 1, ResponsiveRange.between(-2, 2)),
            Math::tanh,
            z -> 1 - Math.tanh(z) * Math.tanh(z));
    static final Activation RELU = new Activation(TraceFixture.RELU, z -> Math.max(0, z), z -> z > 0 ? 1 : 0);

    private static final int INPUTS = 4;
    private static final int CLASSES = 3;
    private static final int EXAMPLES = 120;

    private final int[] sizes;
    private final Activation activation;
    private final double[][][] weights;
    private final double[][] biases;
    private final double[][] features = new double[EXAMPLES][INPUTS];
    private final int[] classes = new int[EXAMPLES];
    private final Random random;

    double rate = .1;
    int batch = 16;
    int iterations = 800;
    long planned;
    boolean adam;
    /** Share of the labels drawn at random. */
    double labelNoise;

    /**
     * @param scale standard deviation of the weights times √fan_in; NaN for weights from N(0, 1)
     */
    TinyNetwork(int layers, int width, Activation activation, double scale, long seed) {
        this.activation = activation;
        this.random = new Random(seed);
        this.sizes = new int[layers + 1];
        Arrays.fill(sizes, width);
        sizes[0] = INPUTS;
        sizes[layers] = CLASSES;
        weights = new double[layers][][];
        biases = new double[layers][];
        for (int l = 0; l < layers; l++) {
            double deviation = Double.isNaN(scale) ? 1 : scale / Math.sqrt(sizes[l]);
            weights[l] = new double[sizes[l]][sizes[l + 1]];
            biases[l] = new double[sizes[l + 1]];
            for (double[] row : weights[l]) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = deviation * random.nextGaussian();
                }
            }
        }
    }

    private static double slopeOfSigmoid(double z) {
        double s = 1 / (1 + Math.exp(-z));
        return s * (1 - s);
    }

    /** Three overlapping blobs of unit size whose centers are two apart. */
    private void draw() {
        for (int e = 0; e < EXAMPLES; e++) {
            classes[e] = e % CLASSES;
            for (int k = 0; k < INPUTS; k++) {
                features[e][k] = (k == classes[e] ? 1.6 : -.5) + .6 * random.nextGaussian();
            }
            if (random.nextDouble() < labelNoise) {
                classes[e] = random.nextInt(CLASSES);
            }
        }
    }

    /** Trains, and takes a snapshot after that many iterations. */
    TraceSnapshot train() {
        return train(iterations).get(0);
    }

    /** Trains once, and takes snapshots after each of these numbers of iterations, in ascending order. */
    List<TraceSnapshot> train(int... times) {
        draw();
        List<TraceSnapshot> snapshots = new ArrayList<>();
        TrainingTrace trace = new TrainingTrace(profile(), Map.of(), planned);
        double[][][][] moments = new double[2][weights.length][][];
        double[][][] before = new double[0][][];
        for (int i = 0; i < times[times.length - 1]; i++) {
            int[] examples = random.ints(batch, 0, EXAMPLES).toArray();
            Pass pass = new Pass(examples);
            double[][][] gradient = new double[weights.length][][];
            double[][][] update = new double[weights.length][][];
            for (int l = 0; l < weights.length; l++) {
                gradient[l] = pass.gradient(l);
                update[l] = step(gradient[l], moments, l, i);
            }
            VitalSigns vitals = pass.vitals(i, gradient, cosine(before, update));
            boolean full = i < 3 || Integer.bitCount(i) == 1 || i % 25 == 0;
            trace.record(full ? pass.reading(vitals, gradient, update) : IterationReading.of(vitals));
            trace.constantAnswer(new ConstantAnswer(Math.log(3), (i + 1L) * batch));
            if (!vitals.isFinite() && !trace.isFrozen()) {
                trace.freeze(new NonFiniteOrigin(i, NonFiniteOrigin.Stage.ACTIVATIONS, "0", "z", 1, 0));
            }
            if (i + 1 == times[snapshots.size()]) {
                snapshots.add(trace.snapshot());
            }
            apply(pass, update);
            before = update;
        }
        return snapshots;
    }

    private double[][] step(double[][] gradient, double[][][][] moments, int l, int i) {
        double[][] update = new double[gradient.length][gradient[0].length];
        if (moments[0][l] == null) {
            moments[0][l] = new double[gradient.length][gradient[0].length];
            moments[1][l] = new double[gradient.length][gradient[0].length];
        }
        for (int a = 0; a < update.length; a++) {
            for (int b = 0; b < update[a].length; b++) {
                double g = gradient[a][b];
                double m = moments[0][l][a][b] = .9 * moments[0][l][a][b] + .1 * g;
                double v = moments[1][l][a][b] = .999 * moments[1][l][a][b] + .001 * g * g;
                update[a][b] = rate
                        * (adam
                                ? m / (1 - Math.pow(.9, i + 1)) / (Math.sqrt(v / (1 - Math.pow(.999, i + 1))) + 1e-8)
                                : g);
            }
        }
        return update;
    }

    private void apply(Pass pass, double[][][] update) {
        for (int l = 0; l < weights.length; l++) {
            for (int a = 0; a < update[l].length; a++) {
                for (int b = 0; b < update[l][a].length; b++) {
                    weights[l][a][b] -= update[l][a][b];
                }
            }
            double[] bias = pass.biasGradient(l);
            for (int b = 0; b < bias.length; b++) {
                biases[l][b] -=
                        (adam ? rate * Math.signum(bias[b]) * Math.min(1, Math.abs(bias[b]) / 1e-3) : rate * bias[b]);
            }
        }
    }

    /** Over all weights; NaN where there is no step before. */
    private static double cosine(double[][][] before, double[][][] now) {
        double dot = 0;
        double squares = 0;
        double squaresBefore = 0;
        for (int l = 0; l < before.length; l++) {
            for (int k = 0; k < before[l].length; k++) {
                for (int j = 0; j < before[l][k].length; j++) {
                    dot += before[l][k][j] * now[l][k][j];
                    squares += now[l][k][j] * now[l][k][j];
                    squaresBefore += before[l][k][j] * before[l][k][j];
                }
            }
        }
        return dot / Math.sqrt(squares * squaresBefore);
    }

    private static double norm(double[][] rows) {
        double squares = 0;
        for (double[] row : rows) {
            for (double x : row) {
                squares += x * x;
            }
        }
        return Math.sqrt(squares);
    }

    private NetworkProfile profile() {
        List<LayerProfile> layers = new ArrayList<>();
        for (int l = 0; l < weights.length; l++) {
            boolean output = l == weights.length - 1;
            layers.add(new LayerProfile(
                    "" + l,
                    output ? "OutputLayer" : "DenseLayer",
                    output ? LayerRole.OUTPUT : LayerRole.HIDDEN,
                    List.of(l == 0 ? "input" : "" + (l - 1)),
                    sizes[l],
                    sizes[l + 1],
                    (sizes[l] + 1L) * sizes[l + 1],
                    output ? null : activation.profile(),
                    Set.of(),
                    "Sgd(0.1)",
                    ""));
        }
        return new NetworkProfile("MultiLayerNetwork", "FLOAT", LossFamily.CROSS_ENTROPY, "softmax", layers);
    }

    /** One pass forward and back over a batch. */
    private final class Pass {
        final int[] examples;
        final double[][][] z = new double[weights.length][][];
        final double[][][] a = new double[weights.length + 1][][];
        final double[][][] delta = new double[weights.length][][];
        double loss;

        Pass(int[] examples) {
            this.examples = examples;
            a[0] = Arrays.stream(examples).mapToObj(e -> features[e]).toArray(double[][]::new);
            for (int l = 0; l < weights.length; l++) {
                z[l] = new double[examples.length][sizes[l + 1]];
                a[l + 1] = new double[examples.length][sizes[l + 1]];
                for (int e = 0; e < examples.length; e++) {
                    z[l][e] = biases[l].clone();
                    for (int k = 0; k < sizes[l]; k++) {
                        double input = a[l][e][k];
                        double[] row = weights[l][k];
                        double[] sums = z[l][e];
                        for (int j = 0; j < row.length; j++) {
                            sums[j] += input * row[j];
                        }
                    }
                    if (l == weights.length - 1) {
                        softmax(e, l);
                    } else {
                        for (int j = 0; j < sizes[l + 1]; j++) {
                            a[l + 1][e][j] = activation.value().applyAsDouble(z[l][e][j]);
                        }
                    }
                }
            }
            back();
        }

        private void softmax(int e, int l) {
            double largest = Arrays.stream(z[l][e]).max().orElse(0);
            double sum = 0;
            for (double value : z[l][e]) {
                sum += Math.exp(value - largest);
            }
            for (int j = 0; j < CLASSES; j++) {
                a[l + 1][e][j] = Math.exp(z[l][e][j] - largest) / sum;
            }
            double p = a[l + 1][e][classes[examples[e]]];
            // Deeplearning4j clips the logarithm's argument at 1e-10.
            loss -= (p < 1e-10 ? Math.log(1e-10) : Math.log(p)) / examples.length;
        }

        private void back() {
            int top = weights.length - 1;
            delta[top] = new double[examples.length][CLASSES];
            for (int e = 0; e < examples.length; e++) {
                for (int j = 0; j < CLASSES; j++) {
                    delta[top][e][j] = a[top + 1][e][j] - (classes[examples[e]] == j ? 1 : 0);
                }
            }
            for (int l = top - 1; l >= 0; l--) {
                delta[l] = new double[examples.length][sizes[l + 1]];
                for (int e = 0; e < examples.length; e++) {
                    for (int k = 0; k < sizes[l + 1]; k++) {
                        double sum = 0;
                        for (int j = 0; j < sizes[l + 2]; j++) {
                            sum += weights[l + 1][k][j] * delta[l + 1][e][j];
                        }
                        delta[l][e][k] = sum * activation.slope().applyAsDouble(z[l][e][k]);
                    }
                }
            }
        }

        double[][] gradient(int l) {
            double[][] gradient = new double[sizes[l]][sizes[l + 1]];
            for (int e = 0; e < examples.length; e++) {
                double[] signal = delta[l][e];
                for (int k = 0; k < sizes[l]; k++) {
                    double input = a[l][e][k] / examples.length;
                    double[] row = gradient[k];
                    for (int j = 0; j < row.length; j++) {
                        row[j] += input * signal[j];
                    }
                }
            }
            return gradient;
        }

        double[] biasGradient(int l) {
            double[] gradient = new double[sizes[l + 1]];
            for (double[] row : delta[l]) {
                for (int j = 0; j < row.length; j++) {
                    gradient[j] += row[j] / examples.length;
                }
            }
            return gradient;
        }

        VitalSigns vitals(int i, double[][][] gradient, double cosine) {
            double[] norms = new double[gradient.length];
            boolean finite = true;
            for (int l = 0; l < norms.length; l++) {
                norms[l] = norm(gradient[l]);
                finite &= Double.isFinite((float) norms[l]);
            }
            return new VitalSigns(
                    i,
                    i * batch / EXAMPLES,
                    batch,
                    loss,
                    loss,
                    rate,
                    PerLayer.of(norms),
                    !finite,
                    ClippingEffect.none(),
                    i == 0 ? Double.NaN : cosine);
        }

        IterationReading reading(VitalSigns vitals, double[][][] gradient, double[][][] update) {
            List<LayerReading> layers = new ArrayList<>();
            for (int l = 0; l < weights.length; l++) {
                boolean output = l == weights.length - 1;
                double gain = 0;
                for (int k = 0; k < gradient[l].length; k++) {
                    for (int j = 0; j < gradient[l][k].length; j++) {
                        gain += gradient[l][k][j] * update[l][k][j];
                    }
                }
                layers.add(new LayerReading(
                        "" + l,
                        new ParameterReading(summary(weights[l]), summary(gradient[l]), summary(update[l]), gain),
                        null,
                        summary(a[l + 1]),
                        output ? null : units(a[l + 1], ResponsiveRange.unbounded()),
                        new SignalReading(
                                summary(delta[l]),
                                summary(z[l]),
                                output ? null : slopes(l),
                                units(
                                        z[l],
                                        output
                                                ? ResponsiveRange.unbounded()
                                                : activation.profile().range())),
                        List.of()));
            }
            double[][] labels = new double[examples.length][CLASSES];
            for (int e = 0; e < examples.length; e++) {
                labels[e][classes[examples[e]]] = 1;
            }
            return new IterationReading(
                    vitals,
                    layers,
                    units(a[0], ResponsiveRange.unbounded()),
                    units(a[weights.length], ResponsiveRange.unbounded()),
                    units(labels, ResponsiveRange.unbounded()));
        }

        private @Nullable TensorSummary slopes(int l) {
            double[] flat = flat(z[l]);
            for (int i = 0; i < flat.length; i++) {
                flat[i] = activation.slope().applyAsDouble(flat[i]);
            }
            return TensorSummary.of(flat);
        }
    }

    /** Rounded to float, as a network of that type has them. */
    private static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int at = 0; at < flat.length; at++) {
            flat[at] = (float) rows[at / rows[0].length][at % rows[0].length];
        }
        return flat;
    }

    private static TensorSummary summary(double[][] rows) {
        return TensorSummary.of(flat(rows));
    }

    private static UnitSummary units(double[][] rows, ResponsiveRange range) {
        return UnitSummary.of(DoubleBuffer.wrap(flat(rows)), UnitLayout.rowMajor(rows.length, rows[0].length), range);
    }
}
