package org.gradientdoctor.samples.causes;

import java.util.Set;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Convolutions whose weights are too small or too large. */
final class ConvolutionCases {
    private static final int EXAMPLES = 32;

    private ConvolutionCases() {}

    static Stream<CauseCase> of(int seed) {
        Draw small = new Draw("convolutions too small", seed);
        Draw large = new Draw("convolutions too large", seed);
        return Stream.of(
                sick(small, 1 / small.factor(4, 20), Cause.WEIGHT_SCALE_TOO_SMALL),
                sick(large, large.factor(3, 8), Cause.WEIGHT_SCALE_TOO_LARGE));
    }

    /** As drawn, for look-alikes, too. */
    static ConvolutionalNetwork network(Draw draw) {
        return new ConvolutionalNetwork(
                draw.coin(),
                draw.between(5, 8),
                draw.between(6, 12),
                draw.between(6, 10),
                draw.between(2, 5),
                draw.coin() ? new Adam(1e-3) : new Sgd(.01),
                draw.between(1, 1_000_000),
                1);
    }

    static DataSet images(Draw draw, ConvolutionalNetwork network) {
        int side = network.side();
        DataSet flat = RandomBatch.classes(draw.random(), EXAMPLES, side * side, network.classes());
        INDArray images = flat.getFeatures().reshape(EXAMPLES, 1, side, side);
        return new DataSet(images, flat.getLabels());
    }

    private static CauseCase sick(Draw draw, double factor, Cause right) {
        ConvolutionalNetwork network = network(draw).times(factor);
        DataSet batch = images(draw, network);
        return CauseCase.examined(network.toString(), Set.of(right), () -> Preflight.examine(network.build(), batch));
    }
}
