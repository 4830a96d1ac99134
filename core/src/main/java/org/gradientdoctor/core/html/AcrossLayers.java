package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.signal.TheilSen;

/** A number of each layer over time, as highest, middle and lowest layer: a line for each would be a hundred. */
final class AcrossLayers {
    /** Says that a layer has no such number, as NaN may be one. */
    static final double NONE = Double.MIN_VALUE;

    private final List<Dot> highest = new ArrayList<>();
    private final List<Dot> middle = new ArrayList<>();
    private final List<Dot> lowest = new ArrayList<>();

    AcrossLayers(List<IterationReading> readings, ToDoubleFunction<LayerReading> number) {
        for (IterationReading reading : readings) {
            double[] all = reading.layers().stream()
                    .mapToDouble(number)
                    .filter(value -> value != NONE)
                    .toArray();
            double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
            if (all.length == 0) {
                continue;
            }
            boolean broken = finite.length < all.length;
            add(highest, reading, Arrays.stream(finite).max().orElse(Double.NaN), broken);
            add(middle, reading, TheilSen.median(finite), broken);
            add(lowest, reading, Arrays.stream(finite).min().orElse(Double.NaN), broken);
        }
    }

    private static void add(List<Dot> dots, IterationReading reading, double value, boolean broken) {
        // A probe may read the same iteration again; one of them is enough.
        if (dots.isEmpty() || dots.get(dots.size() - 1).x() < reading.iteration()) {
            dots.add(new Dot(reading.iteration(), value, broken));
        }
    }

    boolean isEmpty() {
        return highest.isEmpty();
    }

    List<Line> lines() {
        return List.of(
                new Line("highest layer", highest), new Line("middle layer", middle), new Line("lowest layer", lowest));
    }

    List<Line> highestAndMiddle(String what) {
        return List.of(new Line(what + ", highest layer", highest), new Line(what + ", middle layer", middle));
    }
}
