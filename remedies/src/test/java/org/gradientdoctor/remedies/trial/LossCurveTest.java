package org.gradientdoctor.remedies.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossCurveTest {
    @Test
    void theLateLossIsTheMeanOfTheLastFifth() {
        List<Double> losses = IntStream.rangeClosed(1, 10).mapToObj(i -> 1. / i).toList();
        assertThat(new LossCurve(10, losses).lately()).isEqualTo((1. / 9 + 1. / 10) / 2);
        assertThat(new LossCurve(0, List.of()).lately()).isNaN();
        assertThat(new LossCurve(2, List.of(1., Double.NaN)).lately()).isNaN();
    }
}
