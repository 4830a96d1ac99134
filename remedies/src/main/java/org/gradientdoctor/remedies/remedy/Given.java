package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments that must be there, by the names of their parameters; lists and maps are copied, in their order. */
final class Given {
    private Given() {}

    /**
     * The value.
     *
     * @throws IllegalArgumentException where it is null
     */
    static <T> T value(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is null: give the value that is meant");
        }
        return value;
    }

    /**
     * A copy that cannot be changed.
     *
     * @throws IllegalArgumentException where it is null or has a null
     */
    static <T> List<T> list(String name, @Nullable List<T> values) {
        List<T> copy = new ArrayList<>(value(name, values));
        for (int i = 0; i < copy.size(); i++) {
            value(name + "[" + i + "]", copy.get(i));
        }
        return Collections.unmodifiableList(copy);
    }

    /**
     * A copy that cannot be changed.
     *
     * @throws IllegalArgumentException where it is null or has a null
     */
    static <V> Map<String, V> map(String name, @Nullable Map<String, V> values) {
        Map<String, V> copy = new LinkedHashMap<>(value(name, values));
        copy.forEach((layer, value) -> {
            value("layer of " + name, layer);
            value(name + "[" + layer + "]", value);
        });
        return Collections.unmodifiableMap(copy);
    }
}
