package org.gradientdoctor.samples.peers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.gradientdoctor.listeners.capture.TensorView;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads one layer's activations and keeps per-unit sums of the last ten batches. Masked steps count as they are. */
final class ActivationReader {
    /** Batches that are pooled: TheDeepChecker's buffer. */
    private static final int POOLED = 10;

    private static final double ACTIVE_SHARE = .01;
    private static final double WEAK = 1e-5;
    private static final double MAJORITY = .95;
    private static final double SQUASHED = .85;

    private final PeerLayer.Function function;
    private final Deque<Batch> batches = new ArrayDeque<>();

    /** Sums of one batch; all arrays by unit. */
    private record Batch(int perUnit, Summary all, int[] active, int[] inside, int[] weak, double[] fromMiddle) {}

    ActivationReader(PeerLayer.Function function) {
        this.function = function;
    }

    /** @param unitDimension which dimension counts units; others than it and the first count positions */
    ActivationRecord read(INDArray activation, int unitDimension) {
        TensorView view = TensorView.of(activation);
        double[] elements = view.toArray();
        int units = view.size(unitDimension);
        boolean unitsLast = unitDimension == view.rank() - 1;
        int positions = unitsLast ? 1 : elements.length / view.size(0) / units;
        ActivationBounds five = ActivationBounds.five(function, activation.dataType());
        ActivationBounds flat = ActivationBounds.flat(function, activation.dataType());
        Batch batch = new Batch(
                elements.length / units,
                Summary.of(elements),
                new int[units],
                new int[units],
                new int[units],
                new double[units]);
        int beyondFive = 0;
        int nonPositive = 0;
        for (int i = 0; i < elements.length; i++) {
            double element = elements[i];
            int unit = i / positions % units;
            nonPositive += element <= 0 ? 1 : 0;
            beyondFive += five.isBeyond(element) ? 1 : 0;
            batch.active[unit] += element > 0 ? 1 : 0;
            batch.inside[unit] += flat.isBeyond(element) ? 0 : 1;
            batch.weak[unit] += Math.abs(element) < WEAK ? 1 : 0;
            batch.fromMiddle[unit] += fromMiddle(element);
        }
        batches.addLast(batch);
        if (batches.size() > POOLED || batches.getFirst().active.length != units) {
            batches.removeFirst();
        }
        Summary all = batch.all;
        return new ActivationRecord(
                all.mean(),
                all.deviation(),
                all.minimum(),
                all.maximum(),
                all.nonFinite(),
                nonPositive / (double) elements.length,
                below(batch.active, batch.perUnit),
                beyondFive / (double) elements.length,
                below(batch.inside, batch.perUnit),
                recent(units));
    }

    /** Distance from the middle of the function's range, as a share of half the range; 0 where it has none. */
    private double fromMiddle(double output) {
        return switch (function) {
            case TANH -> Math.abs(output);
            case SIGMOID -> Math.abs(2 * output - 1);
            default -> 0;
        };
    }

    /** Share of units of which fewer than 1 % of the elements were counted. */
    private static double below(int[] counts, int perUnit) {
        int below = 0;
        for (int count : counts) {
            below += count < ACTIVE_SHARE * perUnit ? 1 : 0;
        }
        return below / (double) counts.length;
    }

    private ActivationRecord.Recent recent(int units) {
        long perUnit = 0;
        double mean = 0;
        long count = 0;
        for (Batch batch : batches) {
            perUnit += batch.perUnit;
            count += batch.all.count();
            mean += batch.all.mean() * batch.all.count();
        }
        mean /= count;
        double variance = 0;
        for (Batch batch : batches) {
            double apart = batch.all.mean() - mean;
            variance += (batch.all.deviation() * batch.all.deviation() + apart * apart) * batch.all.count() / count;
        }
        int weak = 0;
        int squashed = 0;
        for (int unit = 0; unit < units; unit++) {
            weak += isWeak(unit, perUnit) ? 1 : 0;
            squashed += isSquashed(unit, perUnit) ? 1 : 0;
        }
        return new ActivationRecord.Recent(Math.sqrt(variance), weak / (double) units, squashed / (double) units);
    }

    /** The 95th percentile has the rank .95 (n − 1) from 0; it is below where the elements up to that rank are. */
    private boolean isWeak(int unit, long perUnit) {
        long weak = 0;
        for (Batch batch : batches) {
            weak += batch.weak[unit];
        }
        return weak - 1 >= MAJORITY * (perUnit - 1);
    }

    private boolean isSquashed(int unit, long perUnit) {
        double sum = 0;
        for (Batch batch : batches) {
            sum += batch.fromMiddle[unit];
        }
        return sum / perUnit > SQUASHED;
    }
}
