package org.gradientdoctor.samples.data;

import org.nd4j.linalg.dataset.DataSet;

/** The handwritten digits as convolutions take them. */
public final class DigitImages {
    private static final int SIDE = 8;

    private DigitImages() {}

    /** For two-dimensional convolution: {@code [1797, 1 channel, 8 rows, 8 columns]}, pixels of 0 to 16. */
    public static DataSet images() {
        return shaped(1, SIDE, SIDE);
    }

    /** For one-dimensional convolution: {@code [1797, 8 rows as channels, 8 columns as steps]}, pixels of 0 to 16. */
    public static DataSet sequences() {
        return shaped(SIDE, SIDE);
    }

    private static DataSet shaped(long... shape) {
        DataSet all = UciData.DIGITS.load();
        long[] full = new long[shape.length + 1];
        full[0] = all.getFeatures().size(0);
        System.arraycopy(shape, 0, full, 1, shape.length);
        return new DataSet(all.getFeatures().dup('c').reshape(full), all.getLabels());
    }
}
