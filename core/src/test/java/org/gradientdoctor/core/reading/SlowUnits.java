package org.gradientdoctor.core.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** A tensor [examples][units][positions] with the statistics of units read off their definitions. */
record SlowUnits(double[][][] elements, boolean @Nullable [][] valid) {

    double mean(int unit) {
        return Reference.mean(unitElements(unit));
    }

    /** Variance across the valid examples at each position that has two of them, averaged over these positions. */
    double variance(int unit) {
        double sum = 0;
        int positions = 0;
        for (int p = 0; p < elements[0][unit].length; p++) {
            double[] cell = cell(unit, p);
            if (cell.length > 1) {
                sum += Math.pow(Reference.standardDeviation(cell), 2);
                positions++;
            }
        }
        return sum / positions;
    }

    double share(int unit, DoublePredicate condition) {
        double[] all = unitElements(unit);
        int count = 0;
        for (double element : all) {
            count += condition.test(element) ? 1 : 0;
        }
        return (double) count / all.length;
    }

    double[] all() {
        List<Double> all = new ArrayList<>();
        for (int u = 0; u < units(); u++) {
            for (double element : unitElements(u)) {
                all.add(element);
            }
        }
        return toArray(all);
    }

    int units() {
        return elements[0].length;
    }

    private double[] unitElements(int unit) {
        List<Double> all = new ArrayList<>();
        for (int p = 0; p < elements[0][unit].length; p++) {
            for (double element : cell(unit, p)) {
                all.add(element);
            }
        }
        return toArray(all);
    }

    private double[] cell(int unit, int position) {
        List<Double> cell = new ArrayList<>();
        for (int e = 0; e < elements.length; e++) {
            if (valid == null || valid[e][position]) {
                cell.add(elements[e][unit][position]);
            }
        }
        return toArray(cell);
    }

    private static double[] toArray(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The elements where a layout has them in a buffer of the given size; NaN everywhere else. */
    double[] laidOut(UnitLayout layout, int size) {
        double[] buffer = new double[size];
        java.util.Arrays.fill(buffer, Double.NaN);
        for (int e = 0; e < elements.length; e++) {
            for (int u = 0; u < units(); u++) {
                for (int p = 0; p < elements[e][u].length; p++) {
                    long index = layout.offset()
                            + e * layout.exampleStride()
                            + u * layout.unitStride()
                            + p * layout.positionStride();
                    buffer[(int) index] = elements[e][u][p];
                }
            }
        }
        return buffer;
    }
}
