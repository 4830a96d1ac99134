package org.gradientdoctor.core.reading;

/** The sums behind a {@link PairSummary}, in units of powers of two that keep every product within double. */
final class PairSums {

    /** Sums of products of numbers within {@code 2^±400} need no scaling. */
    private static final double LARGE = 0x1p400;

    private static final double SMALL = 0x1p-400;

    private final int firstScale;
    private final int secondScale;
    private double dot;
    private double firstSquares;
    private double secondSquares;

    private PairSums(int firstScale, int secondScale) {
        this.firstScale = firstScale;
        this.secondScale = secondScale;
    }

    static PairSummary of(
            ElementSource first,
            long firstOffset,
            long firstStride,
            ElementSource second,
            long secondOffset,
            long secondStride,
            long length) {
        BufferRange firstRange = BufferRange.of(firstOffset, length, firstStride, first.limit());
        BufferRange secondRange = BufferRange.of(secondOffset, length, secondStride, second.limit());
        PairSums sums = new PairSums(0, 0);
        sums.addAll(first, firstRange, second, secondRange);
        if (sums.needsScaling() && (first.type() == ElementType.DOUBLE || second.type() == ElementType.DOUBLE)) {
            sums = new PairSums(scale(first, firstRange), scale(second, secondRange));
            sums.addAll(first, firstRange, second, secondRange);
        }
        return sums.summary();
    }

    /** Binary exponent of the largest finite magnitude, 0 if all are 0. */
    private static int scale(ElementSource source, BufferRange range) {
        double[] block = new double[Math.min(range.count(), Scratch.BLOCK)];
        double largest = 0;
        for (int done = 0; done < range.count(); done += Scratch.BLOCK) {
            int size = Math.min(Scratch.BLOCK, range.count() - done);
            source.read(range.index(done), range.stride(), size, block);
            for (int i = 0; i < size; i++) {
                double magnitude = Math.abs(block[i]);
                largest = magnitude > largest && magnitude <= Double.MAX_VALUE ? magnitude : largest;
            }
        }
        return largest == 0 ? 0 : Math.getExponent(largest);
    }

    private void addAll(ElementSource first, BufferRange firstRange, ElementSource second, BufferRange secondRange) {
        int count = firstRange.count();
        double[] a = new double[Math.min(count, Scratch.BLOCK)];
        double[] b = new double[a.length];
        for (int done = 0; done < count; done += Scratch.BLOCK) {
            int size = Math.min(Scratch.BLOCK, count - done);
            first.read(firstRange.index(done), firstRange.stride(), size, a);
            second.read(secondRange.index(done), secondRange.stride(), size, b);
            scaleDown(a, size, firstScale);
            scaleDown(b, size, secondScale);
            dot += sumOfProducts(a, b, size);
            firstSquares += sumOfProducts(a, a, size);
            secondSquares += sumOfProducts(b, b, size);
        }
    }

    private static void scaleDown(double[] block, int size, int scale) {
        if (scale != 0) {
            for (int i = 0; i < size; i++) {
                block[i] = Math.scalb(block[i], -scale);
            }
        }
    }

    private static double sumOfProducts(double[] a, double[] b, int size) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < size - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < size; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private boolean needsScaling() {
        return outside(Math.sqrt(firstSquares)) || outside(Math.sqrt(secondSquares));
    }

    private static boolean outside(double norm) {
        return !(norm >= SMALL && norm <= LARGE);
    }

    private PairSummary summary() {
        double firstNorm = Math.sqrt(firstSquares);
        double secondNorm = Math.sqrt(secondSquares);
        double cosine = firstNorm <= Double.MAX_VALUE && secondNorm <= Double.MAX_VALUE
                ? Math.max(-1, Math.min(1, dot / (firstNorm * secondNorm)))
                : Double.NaN;
        return new PairSummary(
                Math.scalb(dot, firstScale + secondScale),
                Math.scalb(firstNorm, firstScale),
                Math.scalb(secondNorm, secondScale),
                cosine);
    }
}
