package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradientdoctor.core.html.page.Grid;
import org.gradientdoctor.core.html.page.Numbers;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.Tone;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/** All layers with what was read of them last. */
final class LayerPanel {
    private static final String TITLE = "Layers";

    private LayerPanel() {}

    static Panel of(TraceSnapshot trace) {
        List<LayerProfile> layers = trace.profile().layers();
        if (layers.isEmpty()) {
            return Panel.of(TITLE, new Part.Missing("The network has no layers that were read."));
        }
        List<IterationReading> signals = trace.signals();
        IterationReading last = trace.latestFull().orElse(signals.isEmpty() ? null : signals.get(signals.size() - 1));
        List<Grid.Row> rows = new ArrayList<>();
        for (LayerProfile layer : layers) {
            rows.add(row(
                    trace, layer, last == null ? null : last.layer(layer.name()).orElse(null)));
        }
        String when = last == null ? "; no reading of layers was taken" : ", as read at iteration " + last.iteration();
        return Panel.of(
                TITLE,
                new Grid(
                        "Layers from input to output" + when,
                        List.of(
                                "layer",
                                "kind",
                                "size",
                                "updater",
                                "RMS of weights",
                                "RMS of gradient",
                                "update ratio",
                                "RMS of error signal",
                                "spread",
                                "saturated",
                                "inactive"),
                        rows));
    }

    private static Grid.Row row(TraceSnapshot trace, LayerProfile layer, @Nullable LayerReading read) {
        String kind = layer.type()
                + (layer.activation() == null ? "" : ", " + layer.activation().name())
                + layer.traits().stream()
                        .map(trait ->
                                ", " + trait.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining());
        String size = (layer.fanIn() > 0 ? layer.fanIn() + " → " + layer.fanOut() + ", " : "") + layer.parameters()
                + " parameters";
        String updater = layer.updater() + (layer.clipping().isEmpty() ? "" : ", " + layer.clipping());
        if (read == null) {
            return Grid.Row.of(layer.name(), kind, size, updater, "", "", "", "", "", "", "");
        }
        ParameterReading weights = read.weights();
        List<String> cells = List.of(
                layer.name(),
                kind,
                size,
                updater,
                weights == null ? "" : Numbers.of(weights.values().rms()),
                weights == null || weights.gradient() == null
                        ? ""
                        : Numbers.of(weights.gradient().rms()),
                number(UpdatePanel.ratio(read)),
                read.signal() == null ? "" : Numbers.of(read.signal().delta().rms()),
                read.activationUnits() == null ? "" : Numbers.of(DepthLines.relativeSpread(read.activationUnits())),
                share(UnitPanel.saturated(trace.profile(), read)),
                share(UnitPanel.inactive(trace.profile(), read)));
        boolean broken = cells.stream().anyMatch(cell -> cell.equals("NaN") || cell.endsWith("∞"));
        return new Grid.Row(broken ? Tone.BAD : Tone.PLAIN, cells);
    }

    private static String number(double value) {
        return value == AcrossLayers.NONE ? "" : Numbers.of(value);
    }

    private static String share(double value) {
        return value == AcrossLayers.NONE
                ? ""
                : Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }
}
