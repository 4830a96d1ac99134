package org.gradientdoctor.core.html.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.jspecify.annotations.Nullable;

/** Some numbers of a chart as a table. */
final class ChartNumbers {
    /** Rows besides the extremes. */
    private static final int ROWS = 12;

    private ChartNumbers() {}

    static Grid of(LineChart chart) {
        List<String> heads = new ArrayList<>();
        heads.add(chart.xAxis());
        List<Map<Double, Dot>> lines = new ArrayList<>();
        TreeSet<Double> all = new TreeSet<>();
        TreeSet<Double> shown = new TreeSet<>();
        for (Line line : chart.lines()) {
            heads.add(line.name());
            Map<Double, Dot> byX = new TreeMap<>();
            line.dots().forEach(dot -> byX.put(dot.x(), dot));
            all.addAll(byX.keySet());
            lines.add(byX);
            shown.addAll(remarkable(line.dots()));
        }
        List<Double> xs = List.copyOf(all);
        for (int i = 0; i < ROWS && !xs.isEmpty(); i++) {
            shown.add(xs.get((int) ((long) i * (xs.size() - 1) / (ROWS - 1))));
        }
        List<Grid.Row> rows = new ArrayList<>();
        for (double x : shown) {
            List<String> cells = new ArrayList<>();
            cells.add(name(chart, x));
            lines.forEach(line -> cells.add(text(line.get(x))));
            rows.add(new Grid.Row(Tone.PLAIN, cells));
        }
        return new Grid("Numbers: " + chart.caption(), heads, rows);
    }

    private static List<Double> remarkable(List<Dot> dots) {
        List<Double> found = new ArrayList<>();
        Dot lowest = null;
        Dot highest = null;
        Dot broken = null;
        for (Dot dot : dots) {
            if (dot.broken() && broken == null) {
                broken = dot;
            }
            if (Double.isFinite(dot.y())) {
                lowest = lowest == null || dot.y() < lowest.y() ? dot : lowest;
                highest = highest == null || dot.y() > highest.y() ? dot : highest;
            }
        }
        for (Dot dot : new Dot[] {lowest, highest, broken}) {
            if (dot != null) {
                found.add(dot.x());
            }
        }
        return found;
    }

    private static String name(LineChart chart, double x) {
        int index = (int) x;
        return x == index && index >= 0 && index < chart.xNames().size()
                ? chart.xNames().get(index)
                : Numbers.of(x);
    }

    private static String text(@Nullable Dot dot) {
        if (dot == null) {
            return "";
        }
        return Numbers.of(dot.y()) + (dot.broken() && Double.isFinite(dot.y()) ? " (some not finite)" : "");
    }
}
