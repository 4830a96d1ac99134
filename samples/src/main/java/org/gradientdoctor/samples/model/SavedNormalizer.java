package org.gradientdoctor.samples.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.gradientdoctor.samples.input.BadInput;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.ImagePreProcessingSerializerStrategy;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.MinMaxSerializerStrategy;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.StandardizeSerializerStrategy;

/**
 * Reads normalizer.bin. Deeplearning4j would load any class that a CUSTOM header names, and read a file without header
 * by Java serialization; here only the normalizers for one input and one output are read, which load nothing.
 */
final class SavedNormalizer {
    private SavedNormalizer() {}

    /**
     * @throws BadInput if it is none of these or broken
     */
    static DataNormalization read(byte[] bytes, String source) {
        String type = type(bytes, source);
        NormalizerSerializer serializer = new NormalizerSerializer()
                .addStrategy(new StandardizeSerializerStrategy())
                .addStrategy(new MinMaxSerializerStrategy())
                .addStrategy(new ImagePreProcessingSerializerStrategy());
        return switch (type) {
            case "STANDARDIZE", "MIN_MAX", "IMAGE_MIN_MAX" -> {
                try {
                    yield serializer.restore(new ByteArrayInputStream(bytes));
                    // Broken numbers can fail in many ways deep inside ND4J, and every one of them means this.
                } catch (Exception | OutOfMemoryError e) {
                    throw new BadInput(source + ": normalizer.bin is broken: " + BadInput.reason(e), e);
                }
            }
            case "CUSTOM" ->
                throw new BadInput(
                        source + ": normalizer.bin names a class of its own to read it, which is not permitted");
            default ->
                throw new BadInput(source + ": normalizer.bin holds a " + type
                        + " normalizer, which is for several inputs; networks with one are accepted");
        };
    }

    private static String type(byte[] bytes, String source) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if ("NORMALIZER".equals(in.readUTF()) && in.readInt() == 1) {
                return in.readUTF();
            }
        } catch (IOException e) {
            throw new BadInput(source + ": normalizer.bin is not one that NormalizerSerializer wrote", e);
        }
        throw new BadInput(source + ": normalizer.bin is not one that NormalizerSerializer wrote");
    }
}
