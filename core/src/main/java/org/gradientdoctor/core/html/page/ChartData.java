package org.gradientdoctor.core.html.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gradientdoctor.core.html.page.Line.Dot;

/**
 * A line chart as JSON that may stand in a script element. Lines share their x; where a line has no dot, or a value that
 * cannot be drawn, it has null, and the latter is listed as a mark besides.
 */
final class ChartData {
    /** More digits than a screen can show cost half of the page. */
    private static final MathContext DIGITS = new MathContext(5);

    private ChartData() {}

    static String of(LineChart chart) {
        boolean logarithmic = chart.scale() == LineChart.Scale.LOGARITHMIC;
        double[] x = chart.lines().stream()
                .flatMap(line -> line.dots().stream())
                .map(Dot::x)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("xAxis", chart.xAxis()).put("yAxis", chart.yAxis()).put("log", logarithmic);
        data.put("share", chart.scale() == LineChart.Scale.SHARE);
        ArrayNode xs = data.putArray("x");
        for (double each : x) {
            xs.add(exact(each));
        }
        chart.xNames().forEach(data.putArray("xNames")::add);
        ArrayNode lines = data.putArray("lines");
        chart.lines().forEach(line -> add(line, x, logarithmic, lines.addObject()));
        ArrayNode events = data.putArray("events");
        chart.events()
                .forEach(event -> events.addObject()
                        .put("x", event.iteration())
                        .put("kind", event.kind())
                        .put("text", event.text()));
        LineChart.Band band = chart.band();
        if (band != null) {
            data.putObject("band")
                    .put("name", band.name())
                    .put("low", rounded(logarithmic ? Math.log10(band.low()) : band.low()))
                    .put("high", rounded(logarithmic ? Math.log10(band.high()) : band.high()));
        }
        return data.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void add(Line line, double[] x, boolean logarithmic, ObjectNode node) {
        node.put("name", line.name());
        ArrayNode y = node.putArray("y");
        ArrayNode broken = node.putArray("broken");
        ArrayNode below = node.putArray("below");
        List<Dot> dots = line.dots();
        int next = 0;
        for (int i = 0; i < x.length; i++) {
            if (next >= dots.size() || dots.get(next).x() != x[i]) {
                y.addNull();
                continue;
            }
            Dot dot = dots.get(next++);
            if (dot.broken()) {
                broken.add(i);
            }
            if (Double.isFinite(dot.y()) && logarithmic && !(dot.y() > 0)) {
                below.add(i);
                y.addNull();
            } else if (Double.isFinite(dot.y())) {
                y.add(rounded(logarithmic ? Math.log10(dot.y()) : dot.y()));
            } else {
                y.addNull();
            }
        }
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    }

    private static BigDecimal exact(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }
}
