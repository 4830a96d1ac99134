package org.gradientdoctor.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class PredictionTest {
    @Test
    void itSaysWhatWasPredictedWhatWasMeasuredAndHowDeepSuchANetworkTrains() {
        assertThat(new Prediction(-.6, -.62, -13.8, -14.2, 10.2, 24, ""))
                .hasToString("predicted loss 0.60 decades per layer, measured 0.62; trainable to about 10 layers, this"
                        + " network has 24");
        assertThat(new Prediction(.3, -.1, 3, -1, 1.1, 11, ""))
                .hasToString("predicted growth 0.30 decades per layer, measured loss 0.10; trainable to about 1 layer,"
                        + " this network has 11");
    }

    @Test
    void atTheEdgeAnyDepthTrainsAndWithoutAMeasurementNoneIsClaimed() {
        assertThat(new Prediction(-.001, Double.NaN, -.02, Double.NaN, Double.POSITIVE_INFINITY, 20, ""))
                .hasToString("predicted change 0.00 decades per layer; trainable to any depth, this network has 20");
        assertThat(new Prediction(-9, Double.NaN, -18, Double.NaN, .3, 3, ""))
                .hasToString("predicted loss 9.00 decades per layer; trainable to less than one layer, this network has"
                        + " 3");
    }

    @Test
    void whereNothingCanBePredictedItSaysWhy() {
        Prediction none = Prediction.none("layer 2 (LSTM) is recurrent", -.4, -4, 11);

        assertThat(none.isPredicted()).isFalse();
        assertThat(none.isTooDeep()).isFalse();
        assertThat(none)
                .hasToString("not predicted because layer 2 (LSTM) is recurrent; measured loss 0.40 decades per layer");
        assertThat(Prediction.none("the input was not read", Double.NaN, Double.NaN, 2))
                .hasToString("not predicted because the input was not read");
    }

    @Test
    void onlyANetworkBeyondItsTrainableDepthIsTooDeep() {
        assertThat(new Prediction(-.6, -.6, -6, -6, 2.2, 10, "").isTooDeep()).isTrue();
        assertThat(new Prediction(-.1, -.1, -1, -1, 26, 10, "").isTooDeep()).isFalse();
    }

    @Test
    void itSurvivesSerialization() throws Exception {
        Prediction prediction = new Prediction(-.6, Double.NaN, -6, Double.NaN, 2.2, 10, "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(prediction);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(prediction);
        }
    }
}
