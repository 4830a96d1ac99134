package org.gradientdoctor.core.detect;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.jspecify.annotations.Nullable;

/**
 * A trace of a stack of dense layers, named "0", "1", …, the last one the output. Unless told otherwise it is a healthy
 * net that learns three balanced classes in batches of 16: every number that a detector reads can be set as a
 * function of layer and iteration.
 */
final class TraceFixture {
    static final ActivationProfile SIGMOID =
            new ActivationProfile("sigmoid", ActivationShape.SATURATING, .25, ResponsiveRange.between(-4, 4));
    static final ActivationProfile RELU =
            new ActivationProfile("relu", ActivationShape.RECTIFIER, 1, ResponsiveRange.activeAbove(0));
    static final double LN3 = Math.log(3);
    static final double NAN = Double.NaN;
    private static final int BETWEEN_PROBES = 10;

    /** A number for each layer at each iteration. */
    interface ByLayer {
        double at(int layer, long iteration);
    }

    /** A number for each iteration. */
    interface ByIteration {
        double at(long iteration);
    }

    final int layers;
    final ActivationProfile activation;
    long iterations = 200;
    /** Iterations before it was watched. */
    long before;

    int batch = 16;
    long planned;
    String dataType = "FLOAT";
    String clipping = "";
    LayerRole role = LayerRole.HIDDEN;
    ConstantAnswer constant = new ConstantAnswer(LN3, 150);
    LossFamily family = LossFamily.CROSS_ENTROPY;
    LongPredicate full = i -> i < 3 || Long.bitCount(i) == 1 || i % 25 == 0;
    Set<Integer> frozen = Set.of();
    /** Of every hidden layer. */
    final Set<LayerTrait> traits = EnumSet.noneOf(LayerTrait.class);

    /** Alternating by 2 % around an exponential from 1.2 to .1. */
    ByIteration loss = i -> (.1 + 1.1 * Math.exp(-i / 50.0)) * (1 + .02 * noise(i));

    ByIteration gain = i -> .01;
    ByIteration learningRate = i -> .1;
    ByIteration cosine = i -> i == 0 ? NAN : .3;
    ByIteration predictions = i -> .4;
    ByIteration labels = i -> .47;
    ByIteration input = i -> 1;
    ByLayer delta = (layer, i) -> .1;
    ByLayer weights = (layer, i) -> .25;
    /** When the weights of each layer are all one number. */
    LongPredicate alike = i -> false;

    ByLayer ratio = (layer, i) -> 1e-3;
    ByLayer size = (layer, i) -> 1;
    ByLayer slope = (layer, i) -> .2;
    ByLayer spread = (layer, i) -> .2;
    ByLayer quiet = (layer, i) -> 0;
    ByLayer norm = (layer, i) -> .1;
    ClippingEffect clipped = ClippingEffect.none();
    List<InputReading> inputs = List.of();
    List<OutputReading> outputs = List.of();
    /** What probes read over time, one list for each probe, at iterations 0, 10, 20, … */
    List<TimeProfile> probed = List.of();

    @Nullable
    NonFiniteOrigin origin;

    private TraceFixture(int layers, ActivationProfile activation) {
        this.layers = layers;
        this.activation = activation;
    }

    static TraceFixture sigmoid(int layers) {
        return new TraceFixture(layers, SIGMOID);
    }

    static TraceFixture relu(int layers) {
        return new TraceFixture(layers, RELU);
    }

    /** The loss of a net that learns nothing: falls from 1.3 to ln 3 within twenty iterations and stays, ± 1 %. */
    TraceFixture learnsNothing() {
        loss = i -> (LN3 + .2 * Math.exp(-i / 5.0)) * (1 + .01 * noise(i));
        predictions = i -> 1e-4;
        return this;
    }

    /** Pseudo-random in -1 … 1, without pattern in i: the fractional parts of multiples of the golden ratio, folded. */
    static double noise(long i) {
        double x = Math.sin(i * 12.9898 + 4.1) * 43758.5453;
        return 2 * (x - Math.floor(x)) - 1;
    }

    TraceSnapshot snapshot() {
        TrainingTrace trace = new TrainingTrace(profile(), Map.of(), planned);
        trace.constantAnswer(constant);
        for (long i = 0; i < iterations; i++) {
            trace.record(full.test(i) ? fullReading(i) : IterationReading.of(vitals(i)));
            if (i % BETWEEN_PROBES == 0 && i / BETWEEN_PROBES < probed.size()) {
                trace.record(probe(i, probed.get((int) (i / BETWEEN_PROBES))));
            }
        }
        trace.ends(inputs, outputs);
        if (origin != null) {
            trace.freeze(origin);
        }
        return trace.snapshot();
    }

    private ProbeReading probe(long i, TimeProfile time) {
        return new ProbeReading(fullReading(i), List.of(), List.of(), List.of(time), List.of(), null, null, List.of());
    }

    NetworkProfile profile() {
        List<LayerProfile> profiles = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean output = layer == layers - 1;
            Set<LayerTrait> own = EnumSet.noneOf(LayerTrait.class);
            if (!output) {
                own.addAll(traits);
            }
            if (frozen.contains(layer)) {
                own.add(LayerTrait.FROZEN);
            }
            profiles.add(new LayerProfile(
                    "" + layer,
                    output ? "OutputLayer" : "DenseLayer",
                    output ? LayerRole.OUTPUT : role,
                    List.of(layer == 0 ? "input" : "" + (layer - 1)),
                    10,
                    10,
                    110,
                    output
                            ? new ActivationProfile("softmax", ActivationShape.OTHER, NAN, ResponsiveRange.unbounded())
                            : activation,
                    own,
                    "Sgd(0.1)",
                    clipping));
        }
        return new NetworkProfile("MultiLayerNetwork", dataType, family, "softmax", profiles);
    }

    private VitalSigns vitals(long i) {
        double[] norms = new double[layers];
        for (int layer = 0; layer < layers; layer++) {
            norms[layer] = frozen.contains(layer) ? NAN : norm.at(layer, i);
        }
        double now = loss.at(i);
        return new VitalSigns(
                before + i,
                (int) (i / 8),
                batch,
                now,
                now,
                learningRate.at(i),
                PerLayer.of(norms),
                !Double.isFinite(now),
                clipped,
                cosine.at(i));
    }

    private IterationReading fullReading(long i) {
        List<LayerReading> read = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean output = layer == layers - 1;
            TensorSummary signal = of(delta.at(layer, i));
            read.add(new LayerReading(
                    "" + layer,
                    weights(layer, i),
                    null,
                    of(.5),
                    output ? null : units(.5, spread.at(layer, i)),
                    new SignalReading(
                            signal,
                            of(size.at(layer, i)),
                            output ? null : of(slope.at(layer, i)),
                            preActivations(quiet.at(layer, i))),
                    List.of()));
        }
        return new IterationReading(
                vitals(i), read, units(0, input.at(i)), units(.3, predictions.at(i)), units(.3, labels.at(i)));
    }

    private @Nullable ParameterReading weights(int layer, long i) {
        if (frozen.contains(layer)) {
            return null;
        }
        double size = weights.at(layer, i);
        double step = ratio.at(layer, i) * size;
        TensorSummary values = alike.test(i) ? TensorSummary.of(new double[] {size, size}) : of(size);
        return new ParameterReading(values, of(.01), of(step), gain.at(i) * loss.at(i) / (layers - frozen.size()));
    }

    /** Two elements, x and -x: their root mean square is x. */
    static TensorSummary of(double rms) {
        return TensorSummary.of(new double[] {rms, -rms});
    }

    /** Two units of mean m that lie at m ± s, alternately over the batch's examples: a deviation of s. */
    UnitSummary units(double mean, double spread) {
        double[] values = new double[2 * batch];
        for (int at = 0; at < values.length; at++) {
            values[at] = mean + (at / 2 % 2 == 0 ? spread : -spread);
        }
        return UnitSummary.of(DoubleBuffer.wrap(values), UnitLayout.rowMajor(batch, 2), ResponsiveRange.unbounded());
    }

    /**
     * Ten units, of which a share is negative for every example and the others alternate; all NaN for a share of NaN.
     */
    private UnitSummary preActivations(double quiet) {
        double[] values = new double[10 * batch];
        for (int at = 0; at < values.length; at++) {
            boolean silent = at % 10 < Math.rint(10 * quiet);
            values[at] = Double.isNaN(quiet) ? quiet : !silent && at / 10 % 2 == at % 2 ? 1 : -1;
        }
        return UnitSummary.of(DoubleBuffer.wrap(values), UnitLayout.rowMajor(batch, 10), activation.range());
    }
}
