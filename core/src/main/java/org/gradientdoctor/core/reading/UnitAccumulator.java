package org.gradientdoctor.core.reading;

/**
 * Collects cells, a cell being one unit at one position with its elements across examples, into a
 * {@link UnitSummary}.
 */
final class UnitAccumulator {

    private final double[] means;
    private final double[] variances;
    private final int[] variedCells;
    private final long[] elements;
    private final long[] active;
    private final long[] saturated;
    private Moments all = Moments.NONE;
    private long nonFinite;

    UnitAccumulator(int units) {
        means = new double[units];
        variances = new double[units];
        variedCells = new int[units];
        elements = new long[units];
        active = new long[units];
        saturated = new long[units];
    }

    /**
     * Adds a cell.
     *
     * @param cell undefined if some of its elements are not finite
     */
    void add(int unit, Moments cell, int activeElements, int saturatedElements) {
        if (cell.count() == 0) {
            return;
        }
        elements[unit] += cell.count();
        means[unit] += (cell.valueMean() - means[unit]) * ((double) cell.count() / elements[unit]);
        if (cell.count() > 1) {
            variances[unit] += cell.variance();
            variedCells[unit]++;
        } else {
            variances[unit] += 0 * cell.mean(); // NaN stays NaN
        }
        active[unit] += activeElements;
        saturated[unit] += saturatedElements;
        all = all.merge(cell);
    }

    void addNonFinite(int count) {
        nonFinite += count;
    }

    UnitSummary summary(int examples, int positions) {
        float[] activeShares = new float[means.length];
        float[] saturatedShares = new float[means.length];
        for (int u = 0; u < means.length; u++) {
            variances[u] = variedCells[u] == 0 ? Double.NaN : variances[u] / variedCells[u];
            activeShares[u] = (float) active[u] / elements[u];
            saturatedShares[u] = (float) saturated[u] / elements[u];
            means[u] = elements[u] == 0 ? Double.NaN : means[u];
        }
        return new UnitSummary(examples, positions, nonFinite, all, means, variances, activeShares, saturatedShares);
    }
}
