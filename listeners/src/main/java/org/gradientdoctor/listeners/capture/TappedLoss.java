package org.gradientdoctor.listeners.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.databind.JsonSerializable;
import org.nd4j.shade.jackson.databind.SerializerProvider;
import org.nd4j.shade.jackson.databind.jsontype.TypeSerializer;

/** A loss function that answers as the one it wraps and lets a collector see what passes; see {@link TappedActivation}. */
final class TappedLoss implements ILossFunction, JsonSerializable {
    private static final long serialVersionUID = 1L;

    private final ILossFunction wrapped;
    private final transient Tap<OutputCollector> tap;
    private transient volatile boolean asked;

    TappedLoss(ILossFunction wrapped, OutputCollector collector, TapSession session) {
        this.wrapped = wrapped;
        this.tap = new Tap<>(collector, session);
    }

    ILossFunction wrapped() {
        return wrapped;
    }

    void disarm() {
        tap.disarm();
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        if (!tap.isOwn()) {
            return wrapped.computeGradient(labels, preOutput, activation, mask);
        }
        if (asked) {
            // A backward pass asks the loss once: this is the next one, and the last has thrown on its way.
            tap.endSession();
        }
        asked = true;
        tap.watch(collector -> collector.before(preOutput, activation, mask));
        INDArray delta = gradient(labels, preOutput, activation, mask);
        tap.watch(collector -> collector.after(delta));
        return delta;
    }

    private INDArray gradient(INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        try {
            return wrapped.computeGradient(labels, preOutput, activation, mask);
        } catch (RuntimeException | Error e) {
            tap.endSession();
            throw e;
        }
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return wrapped.computeGradientAndScore(labels, preOutput, activation, mask, average);
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return wrapped.computeScore(labels, preOutput, activation, mask, average);
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        return wrapped.computeScoreArray(labels, preOutput, activation, mask);
    }

    @Override
    public String name() {
        return wrapped.name();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider serializers) throws IOException {
        serializers.findValueSerializer(wrapped.getClass()).serialize(wrapped, generator, serializers);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        serializers.findValueSerializer(wrapped.getClass()).serializeWithType(wrapped, generator, serializers, type);
    }

    private Object writeReplace() {
        return wrapped;
    }

    @Override
    public boolean equals(Object other) {
        return wrapped.equals(other instanceof TappedLoss tapped ? tapped.wrapped : other);
    }

    @Override
    public int hashCode() {
        return wrapped.hashCode();
    }

    @Override
    public String toString() {
        return wrapped.toString();
    }
}
