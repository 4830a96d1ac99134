package org.gradientdoctor.core.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Element sequences for tests, seeded: some as they occur, some made to break summation. */
final class Inputs {

    private Inputs() {}

    static Map<String, double[]> finite() {
        Random random = new Random(7);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        inputs.put("one element", new double[] {-3.5});
        inputs.put("two elements", new double[] {1, -2});
        inputs.put("ascending", new double[] {1, 2, 3});
        inputs.put("descending", new double[] {3, 2, 1});
        inputs.put("normal", fill(5000, random::nextGaussian));
        inputs.put("rectified", fill(5000, () -> Math.max(0, random.nextGaussian())));
        inputs.put(
                "sorted",
                Arrays.stream(fill(5000, random::nextGaussian)).sorted().toArray());
        inputs.put("level that jumps between blocks", stairs(10_000, random));
        inputs.put("all equal, not representable in binary", fill(5001, () -> .1));
        inputs.put("all zero, of both signs", fill(4099, () -> random.nextBoolean() ? 0. : -0.));
        inputs.put("mean far above deviation", fill(5000, () -> 1e6 + 1e-3 * random.nextGaussian()));
        inputs.put("mean a million million deviations", fill(5000, () -> 1e6 + 1e-6 * random.nextGaussian()));
        inputs.put("alternating huge and small", alternating(4097));
        inputs.put("outlier first", outlier(4097, 0));
        inputs.put("outlier last", outlier(4097, 4096));
        inputs.put("twenty decades", fill(5000, () -> Math.pow(10, 20 * random.nextDouble() - 10)));
        inputs.put("1e-23", fill(3000, () -> 1e-23 * random.nextGaussian()));
        inputs.put("1e18", fill(3000, () -> 1e18 * random.nextGaussian()));
        inputs.put("subnormal floats", fill(3000, () -> 1e-40 * random.nextGaussian()));
        return inputs;
    }

    /** Beyond what floats can hold. */
    static Map<String, double[]> finiteDoublesOnly() {
        Random random = new Random(11);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        inputs.put("1e200", fill(5000, () -> 1e200 * random.nextGaussian()));
        inputs.put("1e-200", fill(5000, () -> 1e-200 * random.nextGaussian()));
        inputs.put("1e307", fill(5000, () -> 1e307 * (2 * random.nextDouble() - .5)));
        inputs.put("all equal to the largest", fill(3000, () -> Double.MAX_VALUE));
        inputs.put("subnormal doubles", fill(3000, () -> Double.MIN_VALUE * random.nextInt(1000)));
        inputs.put("one subnormal", new double[] {0, Double.MIN_VALUE, 0});
        inputs.put("first huge, then small", concatenation(fill(2048, () -> -1e200), fill(2048, () -> 1e-200)));
        inputs.put(
                "first zero, then tiny", concatenation(fill(2048, () -> 0), fill(2048, random::nextGaussian, 1e-250)));
        inputs.put("six hundred decades", fill(5000, () -> Math.pow(10, 600 * random.nextDouble() - 300)));
        inputs.put("mean far above deviation at 1e200", fill(5000, () -> 1e200 * (1 + 1e-9 * random.nextGaussian())));
        return inputs;
    }

    static double[] fill(int length, DoubleSupplier element) {
        double[] elements = new double[length];
        Arrays.setAll(elements, i -> element.getAsDouble());
        return elements;
    }

    private static double[] fill(int length, DoubleSupplier element, double factor) {
        return fill(length, () -> factor * element.getAsDouble());
    }

    private static double[] stairs(int length, Random random) {
        double[] elements = new double[length];
        Arrays.setAll(elements, i -> 1000. * Math.floorDiv(i, 1000) + random.nextGaussian());
        return elements;
    }

    private static double[] alternating(int length) {
        double[] elements = new double[length];
        Arrays.setAll(elements, i -> i % 2 == 0 ? 1e-6 : i % 4 == 1 ? 1e12 : -1e12);
        return elements;
    }

    private static double[] outlier(int length, int at) {
        double[] elements = new double[length];
        Arrays.setAll(elements, i -> i == at ? 1e15 : 1 + i % 3);
        return elements;
    }

    static double[] concatenation(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static float[] floats(double... elements) {
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) elements[i];
        }
        return floats;
    }

    static double[] doubles(float... elements) {
        double[] doubles = new double[elements.length];
        Arrays.setAll(doubles, i -> elements[i]);
        return doubles;
    }

    static FloatBuffer directFloats(double... elements) {
        return ByteBuffer.allocateDirect(Float.BYTES * elements.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(0, floats(elements));
    }

    static DoubleBuffer directDoubles(double... elements) {
        return ByteBuffer.allocateDirect(Double.BYTES * elements.length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer()
                .put(0, elements);
    }

    static ShortBuffer directHalves(short... bits) {
        return ByteBuffer.allocateDirect(Short.BYTES * bits.length)
                .order(ByteOrder.nativeOrder())
                .asShortBuffer()
                .put(0, bits);
    }
}
