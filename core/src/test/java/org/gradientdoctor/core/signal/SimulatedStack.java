package org.gradientdoctor.core.signal;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
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
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;

/** A dense stack computed by plain loops, forward and back: an independent source of readings whose cause is known. */
final class SimulatedStack {
    static final Function SIGMOID = sampled(
            "sigmoid", ActivationShape.SATURATING, .25, ResponsiveRange.between(-3.64, 3.64), Activations.SIGMOID);
    static final Function TANH =
            sampled("tanh", ActivationShape.SATURATING, 1, ResponsiveRange.between(-1.82, 1.82), Activations.TANH);
    static final Function RELU =
            sampled("relu", ActivationShape.RECTIFIER, 1, ResponsiveRange.activeAbove(0), ActivationFunction.leaky(0));
    private static final int EXAMPLES = 24;
    private static final int OUTPUTS = 3;

    private final Function function;
    private final int depth;
    private final int width;
    private final double deviation;
    private final Random random;
    double inputScale = 1;
    double bias;
    /** Standard deviation of the biases around {@link #bias}. */
    double biasDeviation;
    /** Added to every weight of the hidden layers. */
    double weightMean;

    double outputDeviation = Double.NaN;

    /** @param deviation standard deviation of the hidden layers' weights */
    SimulatedStack(Function function, int depth, int width, double deviation, long seed) {
        this.function = function;
        this.depth = depth;
        this.width = width;
        this.deviation = deviation;
        this.random = new Random(seed);
    }

    record Function(ActivationProfile profile, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        /** As listeners know one that they cannot sample. */
        Function withoutCurve() {
            return new Function(
                    new ActivationProfile(profile.name(), profile.shape(), profile.largestSlope(), profile.range()),
                    value,
                    slope);
        }

        /** With its profile carrying the curve, as the real capture has it. */
        static Function sampled(ActivationFunction function) {
            return new Function(Activations.profile(function), function::value, function::slope);
        }
    }

    private static Function sampled(
            String name, ActivationShape shape, double largest, ResponsiveRange range, ActivationFunction function) {
        return new Function(
                new ActivationProfile(name, shape, largest, range, Activations.curve(function)),
                function::value,
                function::slope);
    }

    NetworkProfile profile() {
        List<LayerProfile> layers = new ArrayList<>();
        for (int l = 0; l <= depth; l++) {
            boolean output = l == depth;
            int fanOut = output ? OUTPUTS : width;
            layers.add(new LayerProfile(
                    String.valueOf(l),
                    output ? "OutputLayer" : "DenseLayer",
                    output ? LayerRole.OUTPUT : LayerRole.HIDDEN,
                    l == 0 ? List.of() : List.of(String.valueOf(l - 1)),
                    width,
                    fanOut,
                    (long) width * fanOut + fanOut,
                    output ? null : function.profile(),
                    Set.of(),
                    "Sgd(0.1)",
                    ""));
        }
        return new NetworkProfile("MultiLayerNetwork", "DOUBLE", LossFamily.SQUARED_ERROR, "identity", layers);
    }

    /** A trace with one full reading of this stack. */
    TraceSnapshot trace() {
        TrainingTrace trace = new TrainingTrace(profile(), Map.of(), 0);
        trace.record(reading());
        trace.constantAnswer(new ConstantAnswer(3, EXAMPLES));
        return trace.snapshot();
    }

    /** A trace whose first reading is of this stack and whose second is of another of the same shape. */
    TraceSnapshot traceUntil(SimulatedStack later) {
        TrainingTrace trace = new TrainingTrace(profile(), Map.of(), 0);
        trace.record(reading());
        trace.record(later.reading());
        return trace.snapshot();
    }

    IterationReading reading() {
        double[][] input = gaussians(EXAMPLES, width, inputScale);
        double[][][] weights = new double[depth + 1][][];
        double[][][] z = new double[depth + 1][][];
        double[][] biases = new double[depth + 1][];
        double[][] a = input;
        for (int l = 0; l <= depth; l++) {
            weights[l] = gaussians(width, l == depth ? OUTPUTS : width, l == depth ? outputDeviation() : deviation);
            add(weights[l], l == depth ? 0 : weightMean);
            biases[l] = l == depth ? new double[OUTPUTS] : biases();
            z[l] = multiply(a, weights[l], biases[l]);
            a = l == depth ? z[l] : apply(z[l], function.value());
        }
        double[][] delta = gaussians(EXAMPLES, OUTPUTS, 1);
        LayerReading[] readings = new LayerReading[depth + 1];
        for (int l = depth; l >= 0; l--) {
            if (l < depth) {
                delta = hadamard(multiplyTransposed(delta, weights[l + 1]), apply(z[l], function.slope()));
            }
            readings[l] = reading(l, weights[l], biases[l], z[l], delta);
        }
        VitalSigns vitals =
                new VitalSigns(0, 0, EXAMPLES, 3, 3, .1, PerLayer.none(), false, ClippingEffect.none(), Double.NaN);
        return new IterationReading(vitals, List.of(readings), units(input), null, null);
    }

    private double[] biases() {
        double[] biases = new double[width];
        for (int j = 0; j < width; j++) {
            biases[j] = bias + (biasDeviation == 0 ? 0 : biasDeviation * random.nextGaussian());
        }
        return biases;
    }

    private double outputDeviation() {
        return Double.isNaN(outputDeviation) ? 1 / Math.sqrt(width) : outputDeviation;
    }

    private LayerReading reading(int l, double[][] weights, double[] biases, double[][] z, double[][] delta) {
        TensorSummary slope = l == depth ? null : summary(apply(z, function.slope()));
        return new LayerReading(
                String.valueOf(l),
                new ParameterReading(summary(weights), null, null, Double.NaN),
                new ParameterReading(TensorSummary.of(biases), null, null, Double.NaN),
                null,
                null,
                new SignalReading(summary(delta), summary(z), slope, units(z)),
                List.of());
    }

    private double[][] gaussians(int rows, int columns, double scale) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = scale * random.nextGaussian();
            }
        }
        return values;
    }

    private static void add(double[][] values, double mean) {
        for (double[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] += mean;
            }
        }
    }

    private static double[][] multiply(double[][] a, double[][] w, double[] biases) {
        double[][] product = new double[a.length][w[0].length];
        for (int n = 0; n < a.length; n++) {
            for (int j = 0; j < w[0].length; j++) {
                product[n][j] = biases[j];
                for (int i = 0; i < w.length; i++) {
                    product[n][j] += a[n][i] * w[i][j];
                }
            }
        }
        return product;
    }

    private static double[][] multiplyTransposed(double[][] delta, double[][] w) {
        double[][] product = new double[delta.length][w.length];
        for (int n = 0; n < delta.length; n++) {
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < w[0].length; j++) {
                    product[n][i] += delta[n][j] * w[i][j];
                }
            }
        }
        return product;
    }

    private static double[][] hadamard(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a[0].length];
        for (int n = 0; n < a.length; n++) {
            for (int i = 0; i < a[0].length; i++) {
                product[n][i] = a[n][i] * b[n][i];
            }
        }
        return product;
    }

    private static double[][] apply(double[][] a, DoubleUnaryOperator function) {
        double[][] applied = new double[a.length][a[0].length];
        for (int n = 0; n < a.length; n++) {
            for (int i = 0; i < a[0].length; i++) {
                applied[n][i] = function.applyAsDouble(a[n][i]);
            }
        }
        return applied;
    }

    private static double[] flat(double[][] values) {
        double[] flat = new double[values.length * values[0].length];
        for (int n = 0; n < values.length; n++) {
            System.arraycopy(values[n], 0, flat, n * values[0].length, values[0].length);
        }
        return flat;
    }

    private static TensorSummary summary(double[][] values) {
        return TensorSummary.of(flat(values));
    }

    private UnitSummary units(double[][] values) {
        return UnitSummary.of(
                DoubleBuffer.wrap(flat(values)),
                UnitLayout.rowMajor(values.length, values[0].length),
                function.profile().range());
    }
}
