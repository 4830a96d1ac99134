package org.gradientdoctor.listeners.capture;

import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.gradientdoctor.core.reading.PairSummary;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** The memory of an array in its own element type. Indices are absolute: an array begins at its offset. */
public sealed interface Elements {

    double get(int index);

    TensorSummary summarize(TensorSummarizer summarizer, long offset, long length, long stride);

    UnitSummary units(UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid);

    /** How equally long, contiguous runs of two memories of the same type lie to each other. */
    PairSummary pair(long offset, Elements other, long otherOffset, long length);

    /** The elements at these indices, copied to the heap in the same type. */
    Elements gather(int[] indices);

    /**
     * The memory behind an array of floats, doubles or halves.
     *
     * @throws IllegalArgumentException for other types, for which there is {@link #widened}
     */
    static Elements of(INDArray array) {
        DataBuffer data = array.data();
        // asNio… stands at the offset, but its indices count from the start of the allocation.
        DataType type = array.dataType();
        if (type == DataType.FLOAT) {
            return new Floats(data.asNioFloat());
        }
        if (type == DataType.DOUBLE) {
            return new Doubles(data.asNioDouble());
        }
        if (type == DataType.FLOAT16) {
            return new Halves(data.asNio().order(ByteOrder.nativeOrder()).asShortBuffer());
        }
        throw new IllegalArgumentException("elements of type " + type + " have no buffer that could be read in place");
    }

    static boolean hasBuffer(DataType type) {
        return type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.FLOAT16;
    }

    /** Copies a contiguous run, widened, to the front of an array. */
    void read(int offset, double[] into, int count);

    /** All elements of an array of any type, widened to doubles, in logical 'c' order. */
    static Elements widened(INDArray array) {
        double[] values = new double[Math.toIntExact(array.length())];
        DataBuffer data = array.data();
        long[] shape = array.shape();
        for (int i = 0; i < values.length; i++) {
            // Shape's own offset arithmetic, since integer buffers may be strided views as well.
            long[] position = Shape.ind2subC(shape, i);
            long index = 0;
            for (int d = 0; d < position.length; d++) {
                index += position[d] * array.stride(d);
            }
            values[i] = data.getDouble(index);
        }
        return new Doubles(DoubleBuffer.wrap(values));
    }

    record Floats(FloatBuffer buffer) implements Elements {
        @Override
        public double get(int index) {
            return buffer.get(index);
        }

        @Override
        public TensorSummary summarize(TensorSummarizer summarizer, long offset, long length, long stride) {
            return summarizer.summarize(buffer, offset, length, stride);
        }

        @Override
        public UnitSummary units(UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
            return UnitSummary.of(buffer, layout, range, valid);
        }

        @Override
        public PairSummary pair(long offset, Elements other, long otherOffset, long length) {
            return PairSummary.of(buffer, offset, 1, ((Floats) other).buffer, otherOffset, 1, length);
        }

        @Override
        public void read(int offset, double[] into, int count) {
            float[] floats = new float[count];
            buffer.get(offset, floats, 0, count);
            for (int i = 0; i < count; i++) {
                into[i] = floats[i];
            }
        }

        @Override
        public Elements gather(int[] indices) {
            float[] copy = new float[indices.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = buffer.get(indices[i]);
            }
            return new Floats(FloatBuffer.wrap(copy));
        }
    }

    record Doubles(DoubleBuffer buffer) implements Elements {
        @Override
        public double get(int index) {
            return buffer.get(index);
        }

        @Override
        public TensorSummary summarize(TensorSummarizer summarizer, long offset, long length, long stride) {
            return summarizer.summarize(buffer, offset, length, stride);
        }

        @Override
        public UnitSummary units(UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
            return UnitSummary.of(buffer, layout, range, valid);
        }

        @Override
        public PairSummary pair(long offset, Elements other, long otherOffset, long length) {
            return PairSummary.of(buffer, offset, 1, ((Doubles) other).buffer, otherOffset, 1, length);
        }

        @Override
        public void read(int offset, double[] into, int count) {
            buffer.get(offset, into, 0, count);
        }

        @Override
        public Elements gather(int[] indices) {
            double[] copy = new double[indices.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = buffer.get(indices[i]);
            }
            return new Doubles(DoubleBuffer.wrap(copy));
        }
    }

    record Halves(ShortBuffer buffer) implements Elements {
        @Override
        public double get(int index) {
            return HalfIndexer.toFloat(buffer.get(index));
        }

        @Override
        public TensorSummary summarize(TensorSummarizer summarizer, long offset, long length, long stride) {
            return summarizer.summarizeHalf(buffer, offset, length, stride);
        }

        @Override
        public UnitSummary units(UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
            return UnitSummary.ofHalf(buffer, layout, range, valid);
        }

        @Override
        public PairSummary pair(long offset, Elements other, long otherOffset, long length) {
            return PairSummary.ofHalf(buffer, offset, 1, ((Halves) other).buffer, otherOffset, 1, length);
        }

        @Override
        public void read(int offset, double[] into, int count) {
            for (int i = 0; i < count; i++) {
                into[i] = HalfIndexer.toFloat(buffer.get(offset + i));
            }
        }

        @Override
        public Elements gather(int[] indices) {
            short[] copy = new short[indices.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = buffer.get(indices[i]);
            }
            return new Halves(ShortBuffer.wrap(copy));
        }
    }
}
