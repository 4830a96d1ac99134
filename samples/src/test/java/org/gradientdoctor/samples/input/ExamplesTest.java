package org.gradientdoctor.samples.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ExamplesTest {
    /** FLOAT tells seconds since 1970 apart by minutes only. */
    @Test
    void noDigitIsLostWhereTheNetworkComputesInDouble() {
        NumberTable table = new NumberTable(
                "times.csv",
                List.of(),
                List.of(new double[] {1_700_000_001, 1e-9}, new double[] {1_700_000_033, 1.000_000_1}),
                List.of(1, 2));

        Examples examples = Examples.of(table, List.of(), 1, new Task.Regression(1), DataType.DOUBLE);

        assertThat(examples.data().getFeatures().toDoubleVector()).containsExactly(1_700_000_001, 1_700_000_033);
        assertThat(examples.data().getLabels().toDoubleVector()).containsExactly(1e-9, 1.000_000_1);
    }
}
