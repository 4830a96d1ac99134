package org.gradientdoctor.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.function.Function;

/**
 * A kind of value that is not written by its components.
 *
 * @param type of the values
 * @param schema of what is written
 * @param write what is written for a value
 * @param read the value again; throws IllegalArgumentException where there is none
 */
public record OwnForm<V>(Class<V> type, ObjectNode schema, Function<V, JsonNode> write, Function<JsonNode, V> read) {

    void registerIn(SimpleModule module) {
        module.addSerializer(type, new Writer<>(this));
        module.addDeserializer(type, new Reader<>(this));
    }

    // Functions cannot be serialized in general; a mapper never is.
    @SuppressWarnings("serial")
    private static final class Writer<V> extends StdSerializer<V> {
        private final OwnForm<V> form;

        Writer(OwnForm<V> form) {
            super(form.type);
            this.form = form;
        }

        @Override
        public void serialize(V value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeTree(form.write.apply(value));
        }
    }

    // As above.
    @SuppressWarnings("serial")
    private static final class Reader<V> extends StdDeserializer<V> {
        private final OwnForm<V> form;

        Reader(OwnForm<V> form) {
            super(form.type);
            this.form = form;
        }

        @Override
        public V deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return form.read.apply(context.readTree(from));
        }
    }
}
