package org.gradientdoctor.listeners.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.serde.json.JsonMappers;

class TapSerializationTest {
    private final TapSession session = new TapSession(new CostMeter(ReadingSchedule.never(), () -> 0));
    private final TensorSummarizer summarizer = new TensorSummarizer();
    private final TappedActivation activation = new TappedActivation(
            new ActivationELU(.7), new SignalCollector(summarizer, ResponsiveRange.unbounded(), 3, false), session);
    private final TappedLoss loss = new TappedLoss(new LossMSE(), new OutputCollector(summarizer), session);

    @Test
    void aTapIsWrittenToJavaStreamsAsWhatItWraps() throws Exception {
        assertThat(throughStream(activation))
                .isExactlyInstanceOf(ActivationELU.class)
                .isEqualTo(new ActivationELU(.7));
        assertThat(throughStream(loss)).isExactlyInstanceOf(LossMSE.class);
    }

    private static Object throughStream(Serializable object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void aTapIsWrittenToJsonAsWhatItWraps() throws Exception {
        String json = JsonMappers.getMapper().writerFor(IActivation.class).writeValueAsString(activation);
        assertThat(json).contains("ActivationELU").contains("0.7").doesNotContain("gradientdoctor");
        assertThat(JsonMappers.getMapper().readValue(json, IActivation.class)).isEqualTo(new ActivationELU(.7));
    }

    @Test
    void aTapEqualsAndPrintsAsWhatItWraps() {
        assertThat(activation.equals(new ActivationELU(.7))).isTrue();
        assertThat(activation).hasSameHashCodeAs(new ActivationELU(.7)).hasToString(new ActivationELU(.7).toString());
        assertThat(loss.name()).isEqualTo(new LossMSE().name());
        assertThat(loss.equals(new LossMSE())).isTrue();
    }

    @Test
    void aLossThatIsAskedAgainEndsThePassThatNoCallbackEnded() {
        INDArray numbers = Nd4j.ones(2, 3);
        loss.computeGradient(numbers, numbers.dup(), new ActivationELU(), null);
        assertThat(session.over()).isFalse();

        loss.computeGradient(numbers, numbers.dup(), new ActivationELU(), null);
        activation.backprop(numbers.dup(), numbers.dup());

        assertThat(session.over()).isTrue();
        assertThat(activation.isArmed()).isFalse();
    }

    @Test
    void aLossThatThrowsEndsThePass() {
        assertThatThrownBy(() -> loss.computeGradient(Nd4j.ones(2, 1), Nd4j.ones(2, 3), new ActivationELU(), null))
                .isInstanceOf(RuntimeException.class);

        activation.backprop(Nd4j.ones(2, 3), Nd4j.ones(2, 3));
        assertThat(activation.isArmed()).isFalse();
    }
}
