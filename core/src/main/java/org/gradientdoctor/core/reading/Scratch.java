package org.gradientdoctor.core.reading;

/** Arrays that one thread uses again and again, so that measuring does not feed the garbage collector. */
final class Scratch {

    /**
     * How many elements are worked on at a time. As doubles they fill 16 KB, so that several loops, each with one
     * purpose, find them in the first-level cache.
     */
    static final int BLOCK = 2048;

    private double[] block = {};
    private float[] floats = {};
    private short[] shorts = {};

    double[] block(int size) {
        if (block.length < size) {
            block = new double[size];
        }
        return block;
    }

    float[] floats(int size) {
        if (floats.length < size) {
            floats = new float[size];
        }
        return floats;
    }

    short[] shorts(int size) {
        if (shorts.length < size) {
            shorts = new short[size];
        }
        return shorts;
    }
}
