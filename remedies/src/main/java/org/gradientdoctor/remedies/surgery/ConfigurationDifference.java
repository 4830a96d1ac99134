package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.gradientdoctor.listeners.capture.RandomState;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What an edit changes in a network's configuration, layer by layer, like a diff. It compares the JSON that would be
 * saved, so nothing that changes can be missing from it.
 */
public final class ConfigurationDifference {
    private ConfigurationDifference() {}

    /**
     * The lines: the names of neighboring layers with the same changes, {@code - setting: before}, {@code + setting:
     * after}, {@code ! …} for parameters drawn anew, {@code + listener: …} for one that goes with the network. Empty where nothing changes.
     */
    public static List<String> of(Model model, Consumer<NetworkDraft> edits) {
        return of(model, false, edits);
    }

    /** As {@link #of(Model, Consumer)}, of an edit that makes the network a graph where it is not one. */
    public static List<String> of(Model model, boolean asGraph, Consumer<NetworkDraft> edits) {
        return RandomState.preserve(() -> {
            NetworkDraft before = NetworkDraft.of(model);
            NetworkDraft after = asGraph ? NetworkDraft.asGraph(model) : NetworkDraft.of(model);
            edits.accept(after);
            List<String> lines = truncation(before, after);
            lines.addAll(lines(before, after));
            lines.addAll(wiring(before, after));
            return lines;
        });
    }

    private static List<String> truncation(NetworkDraft before, NetworkDraft after) {
        List<String> lines = new ArrayList<>();
        String then = truncation(before);
        String now = truncation(after);
        if (!then.equals(now)) {
            lines.add("  back-propagation through time: " + after.networkClass());
            lines.add("- " + then);
            lines.add("+ " + now);
        }
        return lines;
    }

    private static String truncation(NetworkDraft draft) {
        return draft.truncation()
                .map(cut -> "tbpttFwdLength: " + cut.forward() + ", tbpttBackLength: " + cut.backward())
                .orElse("through whole sequences");
    }

    /** Layers that are gone, and vertices that are new. */
    private static List<String> wiring(NetworkDraft before, NetworkDraft after) {
        List<String> lines = new ArrayList<>();
        for (LayerDraft layer : before.layers()) {
            if (after.layers().stream().noneMatch(left -> left.name().equals(layer.name()))) {
                lines.add("- " + layer + ": removed");
            }
        }
        Map<String, String> had = before.vertices();
        after.vertices().forEach((name, what) -> {
            if (!what.equals(had.get(name))) {
                lines.add("+ " + name + ": " + what);
            }
        });
        return lines;
    }

    private static List<String> lines(NetworkDraft before, NetworkDraft after) {
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String type = "";
        List<String> previous = List.of();
        for (LayerDraft layer : after.layers()) {
            List<String> changes = changes(before, after, layer);
            if (!changes.equals(previous) || !layer.type().equals(type)) {
                close(names, type, previous, lines);
            }
            previous = changes;
            type = layer.type();
            names.add(layer.name());
        }
        close(names, type, previous, lines);
        after.riders().all().stream()
                .filter(rider -> !before.riders().all().contains(rider))
                .forEach(rider -> lines.add("+ listener: " + rider));
        return lines;
    }

    private static void close(List<String> names, String type, List<String> changes, List<String> lines) {
        if (!changes.isEmpty()) {
            lines.add("  " + LayerNames.list(names) + ": " + type);
            lines.addAll(changes);
        }
        names.clear();
    }

    private static List<String> changes(NetworkDraft before, NetworkDraft after, LayerDraft layer) {
        Map<String, String> now = settings(layer);
        Map<String, String> then = before.named(layer.name())
                .map(ConfigurationDifference::settings)
                .orElse(Map.of());
        List<String> lines = new ArrayList<>();
        before.named(layer.name())
                .map(LayerDraft::type)
                .filter(type -> !type.equals(layer.type()))
                .ifPresent(type -> lines.addAll(List.of("- layer: " + type, "+ layer: " + layer.type())));
        then.forEach((path, value) -> {
            if (!value.equals(now.get(path))) {
                lines.add("- " + path + ": " + value);
            }
        });
        now.forEach((path, value) -> {
            if (!value.equals(then.get(path))) {
                lines.add("+ " + path + ": " + value);
            }
        });
        Long seed = after.redrawn().get(layer.name());
        if (seed != null) {
            lines.add("! parameters drawn anew from seed " + seed);
        }
        return lines;
    }

    private static Map<String, String> settings(LayerDraft layer) {
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", NeuralNetConfiguration.mapper().valueToTree(layer.compared()), settings);
        return settings;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> settings) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> {
                boolean type = field.getKey().equals("@class");
                String below =
                        path.isEmpty() || type ? path + (type ? "" : field.getKey()) : path + "." + field.getKey();
                flatten(below, field.getValue(), settings);
            });
        } else if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(element.toString()));
            settings.put(path, elements.stream().collect(Collectors.joining(", ", "[", "]")));
        } else if (!path.isEmpty() && !node.isNull()) {
            String text = node.asText();
            settings.put(
                    path,
                    text.matches("[a-z0-9_.]+\\.[A-Z][A-Za-z0-9_$]*")
                            ? text.substring(text.lastIndexOf('.') + 1)
                            : text);
        }
    }
}
