package org.gradientdoctor.core.preflight;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.Memorization;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.OutputReading.AnswerRange;
import org.gradientdoctor.core.reading.OutputReading.LabelRange;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.jspecify.annotations.Nullable;

/** Probes of a stack of ten units a layer, healthy unless a field says otherwise. */
final class ProbeFixture {
    static final ActivationProfile RELU =
            new ActivationProfile("relu", ActivationShape.RECTIFIER, 1, ResponsiveRange.activeAbove(0));
    static final ActivationProfile TANH =
            new ActivationProfile("tanh", ActivationShape.SATURATING, 1, ResponsiveRange.between(-1.8, 1.8));
    private static final int UNITS = 10;

    int layers = 5;
    long iteration;
    String dataType = "FLOAT";
    ActivationProfile activation = RELU;
    IntToDoubleFunction delta = layer -> .1;
    IntToDoubleFunction weights = layer -> Math.sqrt(2.0 / UNITS);
    IntToDoubleFunction spread = layer -> .5;
    /** Units of a hidden layer where their activity is told. */
    int width = UNITS;
    /** Share of a hidden layer's units that no example activates. */
    double quiet = .2;

    double slope = .7;
    double loss = 1.1;
    double constant = 1.1;
    /** Columns of two examples: mean − deviation and mean + deviation. */
    double[][] input = {{-1, 1}, {-1, 1}};

    boolean lookedUp;
    boolean normalized;
    List<String> equalUnits = List.of();
    AnswerRange answers = new AnswerRange(-1, 2, -2, 3);
    List<TimeProfile> time = List.of();

    @Nullable
    StepDose dose;

    @Nullable
    Memorization memorization;

    @Nullable
    OutputReading output;

    NetworkProfile profile() {
        List<LayerProfile> profiles = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean last = layer == layers - 1;
            profiles.add(new LayerProfile(
                    "" + layer,
                    last ? "OutputLayer" : "DenseLayer",
                    last ? LayerRole.OUTPUT : LayerRole.HIDDEN,
                    layer == 0 ? List.of() : List.of("" + (layer - 1)),
                    UNITS,
                    UNITS,
                    110,
                    last ? null : activation,
                    Set.of(),
                    "Sgd(0.1)",
                    ""));
        }
        return new NetworkProfile("MultiLayerNetwork", dataType, LossFamily.CROSS_ENTROPY, "softmax", profiles);
    }

    ProbeReading probe() {
        List<LayerReading> read = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean last = layer == layers - 1;
            double rms = weights.applyAsDouble(layer);
            read.add(new LayerReading(
                    "" + layer,
                    new ParameterReading(of(rms), null, null, Double.NaN),
                    null,
                    of(.5),
                    last ? null : units(.5, spread.applyAsDouble(layer)),
                    new SignalReading(of(delta.applyAsDouble(layer)), of(1), last ? null : of(slope), preActivations()),
                    List.of()));
        }
        VitalSigns vitals = new VitalSigns(
                iteration, 0, 8, loss, loss, .1, PerLayer.none(), false, ClippingEffect.none(), Double.NaN);
        UnitSummary columns = columns(input);
        return new ProbeReading(
                new IterationReading(vitals, read, columns, units(.3, .1), units(.3, .4)),
                List.of(new InputReading("input", columns, lookedUp, normalized)),
                List.of(output == null ? softmax() : output),
                time,
                equalUnits,
                dose,
                memorization,
                List.of());
    }

    private OutputReading softmax() {
        return output("softmax", "LossMCXENT", LossFamily.CROSS_ENTROPY, 3, new LabelRange(0, 1, 1, 1, true), .6);
    }

    OutputReading output(
            String name, String lossName, LossFamily family, int units, LabelRange range, double labelRms) {
        return new OutputReading(
                "" + (layers - 1),
                new ActivationProfile(name, ActivationShape.OTHER, 1, ResponsiveRange.unbounded()),
                lossName,
                family,
                false,
                units,
                units(0, labelRms),
                range,
                units(.3, .1),
                answers,
                new ConstantAnswer(constant, 8));
    }

    TraceSnapshot snapshot() {
        return snapshot(this);
    }

    /** A trace of several batches. */
    static TraceSnapshot snapshot(ProbeFixture... batches) {
        TrainingTrace trace = new TrainingTrace(batches[0].profile(), Map.of(), 0);
        Arrays.stream(batches).map(ProbeFixture::probe).forEach(trace::record);
        return trace.snapshot();
    }

    /** Two elements, x and -x: their root mean square is x. */
    static TensorSummary of(double rms) {
        return TensorSummary.of(new double[] {rms, -rms});
    }

    /** Two examples that lie a deviation below and above the mean, in two units. */
    static UnitSummary units(double mean, double deviation) {
        return columns(new double[][] {{mean - deviation, mean + deviation}, {mean - deviation, mean + deviation}});
    }

    /** By column: its elements over the examples. */
    static UnitSummary columns(double[][] columns) {
        int examples = columns[0].length;
        double[] rows = new double[examples * columns.length];
        for (int e = 0; e < examples; e++) {
            for (int c = 0; c < columns.length; c++) {
                rows[e * columns.length + c] = columns[c][e];
            }
        }
        return UnitSummary.of(
                DoubleBuffer.wrap(rows), UnitLayout.rowMajor(examples, columns.length), ResponsiveRange.unbounded());
    }

    private UnitSummary preActivations() {
        int examples = 8;
        double[] z = new double[examples * width];
        for (int e = 0; e < examples; e++) {
            for (int u = 0; u < width; u++) {
                z[e * width + u] = u < quiet * width || e % 2 == 0 ? -1 : 1;
            }
        }
        return UnitSummary.of(DoubleBuffer.wrap(z), UnitLayout.rowMajor(examples, width), activation.range());
    }
}
