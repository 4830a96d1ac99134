package org.gradientdoctor.listeners.capture;

import java.io.IOException;
import org.gradientdoctor.listeners.capture.SignalCollector.Before;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.databind.JsonSerializable;
import org.nd4j.shade.jackson.databind.SerializerProvider;
import org.nd4j.shade.jackson.databind.jsontype.TypeSerializer;

/**
 * An activation function that answers as the one it wraps and lets a collector see what passes.
 *
 * <p>It may outlive its pass: no callback follows an exception in the middle of one. So it can be disarmed, is written
 * to JSON and to Java streams as what it wraps, and equals it.
 */
final class TappedActivation implements IActivation, JsonSerializable {
    private static final long serialVersionUID = 1L;

    private final IActivation wrapped;
    private final transient Tap<SignalCollector> tap;

    TappedActivation(IActivation wrapped, SignalCollector collector, TapSession session) {
        this.wrapped = wrapped;
        this.tap = new Tap<>(collector, session);
    }

    IActivation wrapped() {
        return wrapped;
    }

    boolean isArmed() {
        return tap.isArmed();
    }

    void disarm() {
        tap.disarm();
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return wrapped.getActivation(in, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        Before before = tap.read(collector -> collector.before(in, epsilon));
        Pair<INDArray, INDArray> result = wrapped.backprop(in, epsilon);
        if (before != null) {
            tap.watch(collector -> collector.after(before, result.getFirst()));
        }
        return result;
    }

    @Override
    public int numParams(int inputSize) {
        return wrapped.numParams(inputSize);
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
        return wrapped.equals(other instanceof TappedActivation tapped ? tapped.wrapped : other);
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
