package org.gradientdoctor.samples.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class BatchesTest {
    private static DataSet seven() {
        return new DataSet(
                Nd4j.arange(14).castTo(DataType.FLOAT).reshape(7, 2),
                Nd4j.arange(7).castTo(DataType.FLOAT).reshape(7, 1));
    }

    @Test
    void anEpochSeesNoExampleTwiceAndFeaturesStayWithTheirLabels() {
        Batches batches = new Batches(seven(), 3, 1);
        TreeSet<Integer> seen = new TreeSet<>();

        for (int b = 0; b < 2; b++) {
            DataSet batch = batches.next();
            assertThat(batches.endsEpoch()).isEqualTo(b == 1);
            for (int row = 0; row < 3; row++) {
                int label = (int) batch.getLabels().getDouble(row, 0);
                assertThat(seen.add(label)).isTrue();
                assertThat(batch.getFeatures().getDouble(row, 0)).isEqualTo(2.0 * label);
                assertThat(batch.getFeatures().getDouble(row, 1)).isEqualTo(2.0 * label + 1);
            }
        }
        assertThat(batches.perEpoch()).isEqualTo(2);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherAnother() {
        assertThat(order(5)).isEqualTo(order(5)).isNotEqualTo(order(6));
    }

    private static String order(long seed) {
        Batches batches = new Batches(seven(), 1, seed);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            order.append((int) batches.next().getLabels().getDouble(0, 0));
        }
        return order.toString();
    }
}
