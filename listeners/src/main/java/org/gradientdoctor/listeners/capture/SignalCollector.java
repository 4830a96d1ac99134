package org.gradientdoctor.listeners.capture;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gathers the error signal of one layer (one direction of a bidirectional one) during one backward pass: in one call,
 * or in one for each time step, last step first.
 */
final class SignalCollector {

    /** z, read before the activation function could write over it, and ε, copied. */
    record Before(TensorView epsilon, double smallestDivisor) {}

    private final TensorSummarizer summarizer;
    private final ResponsiveRange range;
    private final long units;
    private final boolean everySecondCall;
    private final @Nullable IntUnaryOperator unitDimension;
    private final List<TensorView> slices = new ArrayList<>();
    private int calls;
    private TensorSummary delta = TensorSummary.empty();
    private TensorSummary preActivations = TensorSummary.empty();
    private TensorSummary slope = TensorSummary.empty();
    private @Nullable UnitSummary whole;

    /**
     * @param range where the activation function responds
     * @param units how many units the layer has, by which their dimension is recognized
     * @param everySecondCall whether only every second call is of pre-activations: LSTMs first pass the cell state
     */
    SignalCollector(TensorSummarizer summarizer, ResponsiveRange range, long units, boolean everySecondCall) {
        this.summarizer = summarizer;
        this.range = range;
        this.units = units;
        this.everySecondCall = everySecondCall;
        this.unitDimension = null;
    }

    /**
     * @param range where the activation function responds
     * @param unitDimension by rank, which dimension counts units
     */
    SignalCollector(TensorSummarizer summarizer, ResponsiveRange range, IntUnaryOperator unitDimension) {
        this.summarizer = summarizer;
        this.range = range;
        this.units = 0;
        this.everySecondCall = false;
        this.unitDimension = unitDimension;
    }

    /** Reads what is about to be differentiated; null where this call is not of interest. */
    @Nullable
    Before before(INDArray z, INDArray epsilon) {
        calls++;
        if (everySecondCall && calls % 2 == 1) {
            return null;
        }
        preActivations(z);
        return new Before(TensorView.of(epsilon).widened(), smallestDivisor(epsilon.dataType()));
    }

    /** Reads pre-activations in one piece or as the next slice. */
    void preActivations(INDArray z) {
        TensorView view = TensorView.of(z);
        preActivations = preActivations.merge(view.summarize(summarizer));
        if (view.rank() == 2 && view.size(1) == units) {
            slices.add(view.copy());
        } else {
            UnitSummary summary = view.units(unitDimension(view), range, null);
            whole = whole == null || whole.units() != summary.units() ? summary : whole.merge(summary);
        }
    }

    /** Said where it is known; else, as layers compute in an order of their own, where there are as many as units. */
    private int unitDimension(TensorView view) {
        if (unitDimension != null) {
            return unitDimension.applyAsInt(view.rank());
        }
        boolean second = view.size(1) == units || view.size(view.rank() - 1) != units;
        return second ? 1 : view.rank() - 1;
    }

    /** Reads what came out. */
    void after(Before before, INDArray result) {
        TensorView view = TensorView.of(result);
        delta(view);
        // Any order will do, if it is the same for both; as they lie in memory is the fastest.
        TensorView product = view.widened();
        TensorView factor = before.epsilon();
        if (!Arrays.equals(product.stride(), factor.stride())) {
            product = product.copy();
            factor = factor.copy();
        }
        double[] quotient = new double[Math.min(product.length(), factor.length())];
        int kept = 0;
        for (int i = 0; i < quotient.length; i++) {
            double epsilon = factor.elements().get(i);
            if (Math.abs(epsilon) >= before.smallestDivisor()) {
                quotient[kept++] = product.elements().get(i) / epsilon;
            }
        }
        slope = slope.merge(summarizer.summarize(DoubleBuffer.wrap(quotient), 0, kept, 1));
    }

    void delta(TensorView view) {
        delta = delta.merge(view.summarize(summarizer));
    }

    /** Below this, the product with a slope would lose digits to underflow and the quotient would not be the slope. */
    private static double smallestDivisor(DataType type) {
        if (type == DataType.DOUBLE) {
            return 0x1p-970;
        }
        return type == DataType.FLOAT16 ? 0x1p-8 : 0x1p-102;
    }

    /**
     * What was gathered; null where nothing was.
     *
     * @param mask the layer's mask [examples, steps]; null where there is none
     */
    @Nullable
    SignalReading reading(@Nullable INDArray mask) {
        UnitSummary byUnit = slices.isEmpty() ? whole : joined(mask);
        slices.clear();
        if (byUnit == null || delta.count() == 0) {
            return null;
        }
        return new SignalReading(delta, preActivations, slope.count() == 0 ? null : slope, byUnit);
    }

    /** Slices as positions of the same examples: as examples of their own they would be counted more than once. */
    private UnitSummary joined(@Nullable INDArray mask) {
        TensorView first = slices.get(0);
        int examples = first.size(0);
        int width = first.size(1);
        int steps = slices.size();
        if (steps == 1) {
            return first.units(1, range, Masks.bySteps(mask, examples, 1));
        }
        double[] all = new double[examples * width * steps];
        for (int s = 0; s < steps; s++) {
            System.arraycopy(slices.get(s).toArray(), 0, all, s * examples * width, examples * width);
        }
        UnitLayout layout = new UnitLayout(0, examples, width, steps, width, 1, (long) examples * width);
        boolean[] valid = Masks.byStepsReversed(mask, examples, steps);
        return UnitSummary.of(DoubleBuffer.wrap(all), layout, range, valid);
    }

    /** The summaries of both directions; the units are those of the first. */
    static SignalReading merge(SignalReading first, SignalReading second) {
        TensorSummary a = first.slope();
        TensorSummary b = second.slope();
        return new SignalReading(
                first.delta().merge(second.delta()),
                first.preActivations().merge(second.preActivations()),
                a == null ? b : b == null ? a : a.merge(b),
                first.units());
    }
}
