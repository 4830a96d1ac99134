package org.gradientdoctor.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kind of value as JSON: its components, behind the name of the format and its version. What is read is equal to
 * what was written: numbers to the last digit, and NaN and infinities, for which JSON has no numbers, as the texts
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. No text can name a class to be made.
 */
public final class JsonFormat<T> {
    /** Jackson names the switch that made it strict, which the reader of a message cannot turn. */
    private static final Pattern SWITCH = Pattern.compile(";? ?`DeserializationFeature\\.\\w+` enabled");

    private final Class<T> type;
    private final String noun;
    private final String format;
    private final int version;
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectNode> known;

    private JsonFormat(Class<T> type, String noun, int version, ObjectMapper mapper, Map<Class<?>, ObjectNode> known) {
        this.type = type;
        this.noun = noun;
        this.format = "gradient-doctor " + noun;
        this.version = version;
        this.mapper = mapper;
        this.known = known;
    }

    /**
     * @param type of the values
     * @param noun what one is, for people: {@code diagnosis}
     * @param version of the format, counted up when an older reader would not understand it
     */
    public static <T> JsonFormat<T> of(Class<T> type, String noun, int version) {
        return of(type, noun, version, List.of());
    }

    /**
     * @param own kinds of values inside that are written in a way of their own
     */
    public static <T> JsonFormat<T> of(Class<T> type, String noun, int version, List<OwnForm<?>> own) {
        SimpleModule module = new SimpleModule();
        own.forEach(form -> form.registerIn(module));
        Map<Class<?>, ObjectNode> known =
                own.stream().collect(Collectors.toUnmodifiableMap(OwnForm::type, OwnForm::schema));
        return new JsonFormat<>(type, noun, version, StrictMapper.of(type, module), known);
    }

    /**
     * The value as JSON.
     *
     * @throws IllegalArgumentException where something in it cannot be written
     */
    public String write(T value) {
        try {
            return mapper.writerFor(type)
                    .withAttribute(Envelope.FORMAT, format)
                    .withAttribute(Envelope.VERSION, version)
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this " + noun + " cannot be written as JSON: " + reason(e), e);
        }
    }

    /**
     * The value that was written so.
     *
     * @throws IllegalArgumentException where the text is no such JSON, is of another version, or holds what no such
     *     value can have; the message says what and where
     */
    public T read(String json) {
        String text = Objects.requireNonNullElse(json, "");
        try {
            requireHeader(text);
            return mapper.readerFor(type).readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a " + noun + ": " + reason(e) + place(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is not a " + noun + ": " + e.getMessage(), e);
        }
    }

    /** The JSON schema of what is written, draft 2020-12. */
    public String schema() {
        return new SchemaWriter(mapper, known).write(type, format, version).toPrettyString() + "\n";
    }

    private void requireHeader(String text) throws IOException {
        String named = "";
        int written = 0;
        try (JsonParser parser = mapper.createParser(text)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && (named.isEmpty() || written == 0) && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals(Envelope.FORMAT) && value == JsonToken.VALUE_STRING) {
                    named = parser.getText();
                } else if (field.equals(Envelope.VERSION) && value == JsonToken.VALUE_NUMBER_INT) {
                    written = parser.getIntValue();
                }
                parser.skipChildren();
            }
        }
        if (!format.equals(named)) {
            throw new IllegalArgumentException(
                    "this is not a " + noun + ": JSON with \"format\": \"" + format + "\" is, as toJson() writes");
        }
        if (written != version) {
            throw new IllegalArgumentException("this " + noun + " is of version " + written + ", and version " + version
                    + " can be read: use the release of the toolkit that wrote it");
        }
    }

    /** What a value's own constructor says, where it refused. */
    private static String reason(JsonProcessingException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof IllegalArgumentException)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(SWITCH.matcher(e.getOriginalMessage()).replaceAll(""));
    }

    private static String place(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining(".", " (at ", ")"));
    }
}
