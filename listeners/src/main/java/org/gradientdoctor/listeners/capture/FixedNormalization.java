package org.gradientdoctor.listeners.capture;

import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A frozen batch normalization: {@code (x - mean) / √(variance + ε) · γ + β} by numbers that no batch changes, so that it
 * gives each column a scale that may be right or wrong.
 *
 * @param parameters of the layer, by name
 */
record FixedNormalization(BatchNormalization configuration, Map<String, INDArray> parameters) {

    static boolean is(LayerAnatomy layer) {
        return layer.frozen() && layer.configuration() instanceof BatchNormalization;
    }

    static FixedNormalization of(LayerAnatomy layer) {
        return new FixedNormalization(
                (BatchNormalization) layer.configuration(), layer.running().paramTable());
    }

    /**
     * What it gives for these arrays, which stay as they are.
     *
     * @param dimension of the input that counts columns
     */
    INDArray applied(INDArray input, int dimension) {
        long[] wide = IntStream.range(0, input.rank())
                .mapToLong(d -> d == dimension ? input.size(dimension) : 1)
                .toArray();
        INDArray centered =
                input.castTo(DataType.DOUBLE).sub(each("mean", 0, wide).broadcast(input.shape()));
        INDArray scale = each("gamma", configuration.getGamma(), wide).div(deviation(wide));
        return centered.muli(scale.broadcast(input.shape()))
                .addi(each("beta", configuration.getBeta(), wide).broadcast(input.shape()));
    }

    private INDArray deviation(long... wide) {
        INDArray variance = parameters.containsKey("log10stdev")
                ? Transforms.pow(
                        Nd4j.scalar(10.).broadcast(wide),
                        each("log10stdev", 0, wide).mul(2))
                : each("var", 1, wide);
        return Transforms.sqrt(variance.add(configuration.getEps()));
    }

    private INDArray each(String name, double otherwise, long... wide) {
        INDArray values = parameters.get(name);
        return values == null
                ? Nd4j.valueArrayOf(wide, otherwise, DataType.DOUBLE)
                : values.castTo(DataType.DOUBLE).dup().reshape(wide);
    }
}
