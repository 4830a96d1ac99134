package org.gradientdoctor.listeners.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import org.nd4j.linalg.activations.IActivation;

/** Copies activation functions, some of which keep state: by Java serialization, which {@code IActivation} demands. */
public final class ActivationCopy {
    private ActivationCopy() {}

    /** @throws IllegalArgumentException if the function, or something it holds, can't be serialized */
    public static IActivation of(IActivation function) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(function);
            }
            ClassLoader loader = function.getClass().getClassLoader();
            try (ObjectInputStream in = new CopyStream(new ByteArrayInputStream(bytes.toByteArray()), loader)) {
                return (IActivation) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the activation function " + function.getClass().getName()
                            + " can't be copied, and the network's own must not be touched: make it serializable, as"
                            + " IActivation demands (" + e + ")",
                    e);
        }
    }

    /** Finds custom functions where their own class loader has them. */
    private static final class CopyStream extends ObjectInputStream {
        private final ClassLoader loader;

        CopyStream(ByteArrayInputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            return Class.forName(description.getName(), false, loader);
        }
    }
}
