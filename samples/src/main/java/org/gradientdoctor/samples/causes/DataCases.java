package org.gradientdoctor.samples.causes;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Sound networks whose inputs or labels are not. */
final class DataCases {
    /** Within the first batch, which is what a first examination sees. */
    private static final int FIRST = 32;

    private DataCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                pixels(seed),
                pixels(new Draw("watched pixels", seed)).watched(Cause.INPUT_SCALE),
                oneColumn(seed),
                labels(new Draw("labels", seed)).examined(Cause.LABEL_SCALE),
                labels(new Draw("watched labels", seed)).watched(Cause.LABEL_SCALE),
                faulty(seed));
    }

    static CauseCase pixels(int seed) {
        return pixels(new Draw("pixels", seed)).examined(Cause.INPUT_SCALE);
    }

    private static DenseFault pixels(Draw draw) {
        return spoiled(
                draw,
                n -> {},
                "inputs × 50 + 127",
                data -> data.getFeatures().muli(50).addi(127));
    }

    private static CauseCase oneColumn(int seed) {
        Draw draw = new Draw("column", seed);
        int column = draw.between(0, 49);
        return spoiled(
                        draw,
                        n -> n.inputs = 50,
                        "one column of 50 × 1000",
                        data -> data.getFeatures().getColumn(column).muli(1000))
                .examined(Cause.INPUT_SCALE);
    }

    private static DenseFault labels(Draw draw) {
        double scale = draw.factor(1e3, 1e5);
        return spoiled(
                draw,
                DenseNetwork::regress,
                "labels × " + Math.round(scale),
                data -> data.getLabels().muli(scale));
    }

    private static CauseCase faulty(int seed) {
        Draw draw = new Draw("faulty", seed);
        double value = draw.coin() ? Double.NaN : Double.POSITIVE_INFINITY;
        boolean inFeatures = seed % 2 == 0;
        return spoiled(draw, n -> {}, value + " in the " + (inFeatures ? "features" : "labels"), data -> {
                    INDArray into = inFeatures ? data.getFeatures() : data.getLabels();
                    into.putScalar(draw.between(0, FIRST - 1), draw.between(0, into.columns() - 1), value);
                })
                .examined(Cause.FAULTY_DATA);
    }

    private static DenseFault spoiled(Draw draw, Consumer<DenseNetwork> sizes, String how, Consumer<DataSet> wrong) {
        return DenseFault.in(draw, sizes, n -> {}).spoil(how, wrong);
    }
}
