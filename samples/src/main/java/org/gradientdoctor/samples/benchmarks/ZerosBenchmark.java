package org.gradientdoctor.samples.benchmarks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

@State(Scope.Thread)
public class ZerosBenchmark {
    @Param({"10", "100"})
    String size;

    private INDArray array;

    @Setup
    public void fill() {
        array = Nd4j.zeros(Integer.parseInt(size));
    }

    @Benchmark
    public double sum() {
        return array.sumNumber().doubleValue();
    }
}
