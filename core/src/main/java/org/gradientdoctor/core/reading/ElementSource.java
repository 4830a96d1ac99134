package org.gradientdoctor.core.reading;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of any element type, read as doubles, which hold every float and half exactly.
 *
 * <p>Indices are absolute: a buffer's position is neither used nor moved. Runs with stride 1 are copied in bulk, which
 * for a direct buffer in native order is a plain memory copy.
 */
abstract sealed class ElementSource {

    private final ElementType type;
    private final int limit;

    private ElementSource(ElementType type, Buffer buffer) {
        this.type = type;
        this.limit = buffer.limit();
    }

    static ElementSource of(@Nullable FloatBuffer buffer, Scratch scratch) {
        return new Floats(present(buffer), scratch);
    }

    static ElementSource of(@Nullable DoubleBuffer buffer) {
        return new Doubles(present(buffer));
    }

    static ElementSource ofHalf(@Nullable ShortBuffer buffer, Scratch scratch) {
        return new Halves(present(buffer), scratch);
    }

    final ElementType type() {
        return type;
    }

    /** One past the largest readable index. */
    final int limit() {
        return limit;
    }

    /** Writes the elements {@code index, index + stride, …} to the front of {@code into}. */
    abstract void read(int index, int stride, int count, double[] into);

    private static <B extends Buffer> B present(@Nullable B buffer) {
        if (buffer == null) {
            throw new IllegalArgumentException("buffer is null: pass the buffer that holds the elements; a tensor that"
                    + " was not measured has no summary");
        }
        return buffer;
    }

    private static final class Floats extends ElementSource {
        private final FloatBuffer buffer;
        private final Scratch scratch;

        Floats(FloatBuffer buffer, Scratch scratch) {
            super(ElementType.FLOAT, buffer);
            this.buffer = buffer;
            this.scratch = scratch;
        }

        @Override
        void read(int index, int stride, int count, double[] into) {
            if (stride == 1) {
                float[] floats = scratch.floats(count);
                buffer.get(index, floats, 0, count);
                widen(floats, count, into);
            } else {
                for (int i = 0; i < count; i++) {
                    into[i] = buffer.get(index + i * stride);
                }
            }
        }

        private static void widen(float[] floats, int count, double[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = floats[i];
            }
        }
    }

    private static final class Doubles extends ElementSource {
        private final DoubleBuffer buffer;

        Doubles(DoubleBuffer buffer) {
            super(ElementType.DOUBLE, buffer);
            this.buffer = buffer;
        }

        @Override
        void read(int index, int stride, int count, double[] into) {
            if (stride == 1) {
                buffer.get(index, into, 0, count);
            } else {
                for (int i = 0; i < count; i++) {
                    into[i] = buffer.get(index + i * stride);
                }
            }
        }
    }

    private static final class Halves extends ElementSource {
        private final ShortBuffer buffer;
        private final Scratch scratch;

        Halves(ShortBuffer buffer, Scratch scratch) {
            super(ElementType.HALF, buffer);
            this.buffer = buffer;
            this.scratch = scratch;
        }

        @Override
        void read(int index, int stride, int count, double[] into) {
            if (stride == 1) {
                short[] halves = scratch.shorts(count);
                buffer.get(index, halves, 0, count);
                widen(halves, count, into);
            } else {
                for (int i = 0; i < count; i++) {
                    into[i] = Half.toFloat(buffer.get(index + i * stride));
                }
            }
        }

        private static void widen(short[] halves, int count, double[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = Half.toFloat(halves[i]);
            }
        }
    }
}
