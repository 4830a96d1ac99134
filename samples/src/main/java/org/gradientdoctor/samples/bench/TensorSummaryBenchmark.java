package org.gradientdoctor.samples.bench;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One pass of {@link TensorSummary} over an off-heap float buffer, beside the ND4J reductions that give such figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TensorSummaryBenchmark {
    /** Elements of the array. */
    @Param({"16384", "262144", "2097152"})
    public int length;

    private INDArray array;
    private FloatBuffer buffer;
    private TensorSummarizer summarizer;

    /** Gaussian numbers about a mean of one, off heap as Deeplearning4j keeps them. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 1 + (float) random.nextGaussian();
        }
        array = Nd4j.create(values);
        buffer = array.data().asNioFloat();
        summarizer = new TensorSummarizer();
    }

    /** All figures in one pass. */
    @Benchmark
    public TensorSummary summary() {
        return summarizer.summarize(buffer, 0, length, 1);
    }

    /** The reductions of ND4J for the same figures, without the histogram of exponents, which it does not have. */
    @Benchmark
    public void reductions(Blackhole sink) {
        sink.consume(array.meanNumber());
        sink.consume(array.stdNumber(false));
        sink.consume(array.norm2Number());
        sink.consume(array.minNumber());
        sink.consume(array.maxNumber());
        sink.consume(array.amaxNumber());
        sink.consume(array.scan(Conditions.equals(0)));
        sink.consume(array.scan(Conditions.isNan()));
        sink.consume(array.scan(Conditions.isInfinite()));
    }
}
