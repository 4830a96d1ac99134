package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.signal.LayerSignal;
import org.gradientdoctor.core.signal.PropagationPath;
import org.gradientdoctor.core.signal.SignalPropagation;
import org.gradientdoctor.core.signal.TheilSen;

/** Lines over the layers of the longest path: measured first and last, fitted, predicted. */
record DepthLines(NetworkProfile profile, List<String> path) {

    List<Line> errorSignal(List<IterationReading> signals) {
        List<Line> lines = new ArrayList<>();
        for (IterationReading reading : ends(signals)) {
            List<Dot> dots = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                int at = i;
                reading.layer(path.get(i))
                        .map(layer -> layer.signal())
                        .ifPresent(signal -> dots.add(Dot.at(at, signal.delta().rms())));
            }
            if (!dots.isEmpty()) {
                lines.add(new Line("measured at iteration " + reading.iteration(), dots));
            }
        }
        if (!lines.isEmpty()) {
            lastFinite(signals).flatMap(this::fitted).ifPresent(lines::add);
            predicted(signals.get(0)).ifPresent(lines::add);
        }
        return lines;
    }

    /** The straight line whose slope the findings speak of, through the median of the levels. */
    private Optional<Line> fitted(IterationReading reading) {
        return DepthTrend.of(profile, reading).filter(DepthTrend::isOverDepth).map(trend -> {
            double[] offsets = new double[trend.layers().size()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = trend.logDelta().get(i) + i * trend.perLayer();
            }
            double level = TheilSen.median(offsets);
            List<Dot> dots = new ArrayList<>();
            for (int i = 0; i < trend.layers().size(); i++) {
                dots.add(Dot.at(path.indexOf(trend.layers().get(i)), Math.pow(10, level - i * trend.perLayer())));
            }
            return new Line("fitted slope at iteration " + reading.iteration(), dots);
        });
    }

    /** Theory tells ratios between layers; the line begins at the level measured at the output. */
    private Optional<Line> predicted(IterationReading reading) {
        Optional<DepthTrend> measured = DepthTrend.of(profile, reading);
        if (measured.isEmpty() || !(PropagationPath.of(profile, reading) instanceof PropagationPath.Stack stack)) {
            return Optional.empty();
        }
        SignalPropagation propagation = stack.propagation();
        double[] levels = propagation.logDelta();
        List<Double> logs = measured.get().logDelta();
        double shift = logs.get(logs.size() - 1) - levels[levels.length - 1];
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            LayerSignal layer = propagation.layers().get(i);
            int at = path.indexOf(layer.layer().name());
            if (at >= 0) {
                dots.add(Dot.at(at, Math.pow(10, levels[i] + shift)));
            }
        }
        return Optional.of(new Line("predicted by theory", dots));
    }

    List<Line> spread(List<IterationReading> signals) {
        List<Line> lines = new ArrayList<>();
        for (IterationReading reading : ends(signals)) {
            List<Dot> dots = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                UnitSummary units = reading.layer(path.get(i))
                        .map(layer -> layer.activationUnits())
                        .orElse(null);
                if (units != null) {
                    dots.add(Dot.at(i, relativeSpread(units)));
                }
            }
            if (!dots.isEmpty()) {
                lines.add(new Line("iteration " + reading.iteration(), dots));
            }
        }
        return lines;
    }

    /** Spread across examples over the root mean square; 0 where all is zero. */
    static double relativeSpread(UnitSummary units) {
        double size = Math.sqrt(units.meanSquare());
        return size == 0 ? 0 : units.spreadAcrossExamples() / size;
    }

    /** The first, the last, and where that is no longer finite the last that was: what went before the end. */
    private static List<IterationReading> ends(List<IterationReading> readings) {
        if (readings.isEmpty()) {
            return readings;
        }
        Set<IterationReading> ends = new LinkedHashSet<>(List.of(readings.get(0)));
        lastFinite(readings).ifPresent(ends::add);
        ends.add(readings.get(readings.size() - 1));
        return List.copyOf(ends);
    }

    private static Optional<IterationReading> lastFinite(List<IterationReading> readings) {
        return readings.stream()
                .filter(reading -> reading.layers().stream()
                        .map(LayerReading::signal)
                        .allMatch(signal -> signal == null || signal.delta().isFinite()))
                .reduce((before, after) -> after);
    }
}
