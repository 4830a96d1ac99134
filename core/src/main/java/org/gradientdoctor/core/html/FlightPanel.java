package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.html.page.Grid;
import org.gradientdoctor.core.html.page.Numbers;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.Tone;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.FlightRecord;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/** The iterations before the first non-finite value, as the flight recorder kept them. */
final class FlightPanel {
    private static final String TITLE = "Before the first non-finite value";

    private FlightPanel() {}

    static Panel of(Diagnosis diagnosis) {
        FlightRecord flight = diagnosis.trace().flight();
        if (flight == null) {
            return Panel.of(TITLE, new Part.Missing("Every loss and gradient that was read is finite."));
        }
        List<Part> parts = new ArrayList<>();
        diagnosis.sections().stream()
                .filter(section -> section.title().equals("First non-finite value"))
                .forEach(section -> section.blocks().forEach(block -> parts.add(new Part.Words(block))));
        parts.add(iterations(diagnosis.trace(), flight));
        layersOfLast(flight).ifPresent(parts::add);
        return new Panel(TITLE, parts);
    }

    private static Grid iterations(TraceSnapshot trace, FlightRecord flight) {
        List<Grid.Row> rows = new ArrayList<>();
        for (IterationReading reading : flight.iterations()) {
            VitalSigns vitals = reading.vitals();
            rows.add(new Grid.Row(
                    vitals.isFinite() ? Tone.PLAIN : Tone.BAD,
                    List.of(
                            String.valueOf(vitals.iteration()),
                            Numbers.of(vitals.loss()),
                            Numbers.of(vitals.gradientNorm()),
                            largest(trace, vitals.gradientNorms()),
                            Numbers.of(vitals.learningRate()),
                            Double.isNaN(vitals.clipping().engaged())
                                    ? "none configured"
                                    : Numbers.of(100 * vitals.clipping().engaged()) + " % of layers")));
        }
        return new Grid(
                "The last iterations",
                List.of("iteration", "loss", "gradient norm", "largest in layer", "learning rate", "clipped"),
                rows);
    }

    private static String largest(TraceSnapshot trace, PerLayer norms) {
        int largest = -1;
        for (int layer = 0; layer < norms.size(); layer++) {
            if (!Double.isNaN(norms.get(layer)) && (largest < 0 || norms.get(layer) > norms.get(largest))) {
                largest = layer;
            }
        }
        return largest < 0 || largest >= trace.profile().layers().size()
                ? ""
                : trace.profile().layers().get(largest).name() + " (" + Numbers.of(norms.get(largest)) + ")";
    }

    private static Optional<Part> layersOfLast(FlightRecord flight) {
        return flight.iterations().stream()
                .filter(IterationReading::isFull)
                .reduce((before, after) -> after)
                .map(reading -> new Grid(
                        "Largest magnitudes at iteration " + reading.iteration() + ", the last full reading of these",
                        List.of("layer", "weights", "activations", "error signal", "gradient", "update"),
                        reading.layers().stream().map(FlightPanel::row).toList()));
    }

    private static Grid.Row row(LayerReading layer) {
        ParameterReading weights = layer.weights();
        List<@Nullable TensorSummary> tensors = new ArrayList<>();
        tensors.add(weights == null ? null : weights.values());
        tensors.add(layer.activations());
        tensors.add(layer.signal() == null ? null : layer.signal().delta());
        tensors.add(weights == null ? null : weights.gradient());
        tensors.add(weights == null ? null : weights.update());
        List<String> cells = new ArrayList<>(List.of(layer.layer()));
        boolean broken = false;
        for (TensorSummary tensor : tensors) {
            broken |= tensor != null && !tensor.isFinite();
            cells.add(tensor == null ? "" : magnitude(tensor));
        }
        return new Grid.Row(broken ? Tone.BAD : Tone.PLAIN, cells);
    }

    private static String magnitude(TensorSummary tensor) {
        return Numbers.of(tensor.largestMagnitude())
                + (tensor.isFinite() ? "" : " (" + tensor.nonFinite() + " of " + tensor.count() + " not finite)");
    }
}
