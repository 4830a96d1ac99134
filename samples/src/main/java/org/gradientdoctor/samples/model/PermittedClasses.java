package org.gradientdoctor.samples.model;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.gradientdoctor.samples.input.BadInput;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * The classes a model file may name. Deeplearning4j loads whatever class configuration.json names, so the names are
 * checked before it sees the file.
 */
public final class PermittedClasses {
    /** Where Deeplearning4j keeps what a configuration consists of; everything in these packages is plain settings. */
    private static final List<String> PACKAGES = List.of(
            "org.deeplearning4j.nn.conf.", // layers, vertices, preprocessors, distributions, dropout, constraints,
            // noise
            "org.deeplearning4j.nn.weights.",
            "org.deeplearning4j.nn.modelimport.keras.preprocessors.",
            "org.nd4j.linalg.activations.impl.",
            "org.nd4j.linalg.learning.config.",
            "org.nd4j.linalg.learning.regularization.",
            "org.nd4j.linalg.lossfunctions.impl.",
            "org.nd4j.linalg.schedule.");

    /** Nothing but a class: Jackson would also resolve {@code Allowed<Other>} and load both. */
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{Alnum}_$]+(\\.[\\p{Alnum}_$]+)+");

    /** Lists of vertex names, which are the user's words and are never read as classes. */
    private static final Set<String> VERTEX_LISTS =
            Set.of("networkInputs", "networkOutputs", "vertexInputs", "topologicalOrderStr");

    private final Set<String> more;

    /**
     * @param more names of classes that are permitted beside Deeplearning4j's own
     */
    public PermittedClasses(Set<String> more) {
        this.more = Set.copyOf(more);
    }

    /**
     * Checks every name of a class in a configuration.
     *
     * @throws BadInput if one is not permitted
     * @throws IOException if this is not JSON
     */
    void check(byte[] json, String source) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            String vertexList = null;
            int vertexListDepth = 0;
            int depth = 0;
            boolean firstOfArray = false;
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.FIELD_NAME
                        && vertexList == null
                        && depth == 1
                        && VERTEX_LISTS.contains(parser.getText())) {
                    vertexList = parser.getText();
                    vertexListDepth = depth;
                } else if (token == JsonToken.VALUE_STRING && vertexList == null) {
                    check(parser, firstOfArray, source);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (vertexList != null && token != JsonToken.FIELD_NAME && depth == vertexListDepth) {
                    vertexList = null;
                }
                firstOfArray = token == JsonToken.START_ARRAY;
            }
        }
    }

    /**
     * Jackson takes a class from the property "@class" (distributions: "type"), and, whatever the property, from the
     * first element of an array.
     */
    private void check(JsonParser parser, boolean firstOfArray, String source) throws IOException {
        String text = parser.getText();
        boolean names = "@class".equals(parser.currentName())
                || (text.contains(".") && (firstOfArray || "type".equals(parser.currentName())));
        if (names && !isPermitted(text)) {
            throw new BadInput(source + " names the class " + text
                    + ", which is none of Deeplearning4j's; loading it would run its code. If you trust the file, permit"
                    + " it with --allow-class " + text);
        }
    }

    private boolean isPermitted(String name) {
        return more.contains(name)
                || (CLASS_NAME.matcher(name).matches() && PACKAGES.stream().anyMatch(name::startsWith));
    }
}
