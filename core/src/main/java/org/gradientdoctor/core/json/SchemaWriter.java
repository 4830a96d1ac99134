package org.gradientdoctor.core.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Writes the JSON schema (draft 2020-12) of a type from the very properties by which Jackson reads it, each type under
 * {@code $defs} once.
 */
final class SchemaWriter {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class, float.class, Float.class);

    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectNode> known;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final ObjectNode definitions = nodes.objectNode();

    /**
     * @param known schemas of types that are written in a way of their own
     */
    SchemaWriter(ObjectMapper mapper, Map<Class<?>, ObjectNode> known) {
        this.mapper = mapper;
        this.known = known;
    }

    /** The schema of a value of this type behind its format and version. */
    ObjectNode write(Class<?> type, String format, int version) {
        ObjectNode schema = nodes.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", format + ", version " + version);
        schema.put("description", "What components mean and their units: the Javadoc of " + type.getName());
        ObjectNode body = object(mapper.constructType(type));
        ObjectNode properties = nodes.objectNode();
        properties.set(Envelope.FORMAT, nodes.objectNode().put("const", format));
        properties.set(Envelope.VERSION, nodes.objectNode().put("const", version));
        properties.setAll((ObjectNode) body.get("properties"));
        body.set("properties", properties);
        ((ArrayNode) body.get("required")).insert(0, Envelope.VERSION).insert(0, Envelope.FORMAT);
        schema.setAll(body);
        schema.set("$defs", definitions);
        return schema;
    }

    private ObjectNode schema(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (known.containsKey(raw)) {
            return known.get(raw);
        }
        if (WHOLE.contains(raw)) {
            return nodes.objectNode().put("type", "integer");
        }
        if (raw == boolean.class) {
            return nodes.objectNode().put("type", "boolean");
        }
        if (raw == String.class) {
            return nodes.objectNode().put("type", "string");
        }
        if (type.isMapLikeType()) {
            return nodes.objectNode().put("type", "object").set("additionalProperties", schema(type.getContentType()));
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return nodes.objectNode().put("type", "array").set("items", schema(type.getContentType()));
        }
        String name = NUMBERS.contains(raw) ? "number" : raw.getSimpleName();
        if (!definitions.has(name)) {
            // Taken before it is described, lest a type within itself has no end.
            definitions.putObject(name);
            definitions.set(name, NUMBERS.contains(raw) ? number() : defined(type));
        }
        return nodes.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode number() {
        ObjectNode number = nodes.objectNode();
        number.put("description", "JSON has no numbers that are not finite: these are texts");
        ArrayNode either = number.putArray("anyOf");
        either.addObject().put("type", "number");
        either.addObject().putArray("enum").add("NaN").add("Infinity").add("-Infinity");
        return number;
    }

    private ObjectNode defined(JavaType type) {
        if (type.isEnumType()) {
            ObjectNode values = nodes.objectNode();
            ArrayNode names = values.putArray("enum");
            for (Object constant : type.getRawClass().getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return values;
        }
        BeanDescription whole = mapper.getSerializationConfig().introspect(type);
        return whole.findJsonValueAccessor() == null
                ? object(type)
                : schema(whole.findJsonValueAccessor().getType());
    }

    private ObjectNode object(JavaType type) {
        ObjectNode object = nodes.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (BeanPropertyDefinition property :
                mapper.getDeserializationConfig().introspect(type).findProperties()) {
            AnnotatedParameter parameter = property.getConstructorParameter();
            if (parameter == null) {
                continue;
            }
            ObjectNode schema = schema(parameter.getType());
            if (NullsWhereMarked.isNullable(parameter)) {
                ObjectNode nullable = nodes.objectNode();
                nullable.putArray("anyOf").add(schema).addObject().put("type", "null");
                schema = nullable;
            }
            properties.set(property.getName(), schema);
            required.add(property.getName());
        }
        object.put("additionalProperties", false);
        return object;
    }
}
