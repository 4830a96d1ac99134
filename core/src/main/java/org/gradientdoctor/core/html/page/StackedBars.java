package org.gradientdoctor.core.html.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares stacked in one bar for each of several things.
 *
 * @param caption what it shows, in a line
 * @param reading how to read it, in a sentence
 * @param axis what the bars are
 * @param bars their names, from left to right
 * @param stacks what is stacked, the lowest first
 */
public record StackedBars(String caption, String reading, String axis, List<String> bars, List<Stack> stacks)
        implements Part {

    /** Labels below the bars before names are left out. */
    private static final int LABELS = 12;

    /** One color and pattern: a number for each bar, 0 or more. */
    public record Stack(String name, List<Double> values) {
        public Stack {
            values = List.copyOf(values);
        }
    }

    /** A piece of a bar on a canvas of 1000 by 200. */
    public record Piece(int stack, double x, double y, double width, double height, String title) {}

    /** A bar's name and where its middle is, in percent from the left. */
    public record Label(String name, double left) {}

    public StackedBars {
        bars = List.copyOf(bars);
        stacks = List.copyOf(stacks);
    }

    /** The tallest bar. */
    public double tallest() {
        double tallest = 0;
        for (int bar = 0; bar < bars.size(); bar++) {
            int each = bar;
            tallest = Math.max(
                    tallest,
                    stacks.stream()
                            .mapToDouble(stack -> stack.values().get(each))
                            .sum());
        }
        return tallest;
    }

    /** All pieces, those of one bar from below. */
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        double width = 1000.0 / bars.size();
        double tallest = tallest();
        for (int bar = 0; bar < bars.size(); bar++) {
            double below = 0;
            for (int stack = 0; stack < stacks.size(); stack++) {
                double value = stacks.get(stack).values().get(bar);
                if (value <= 0) {
                    continue;
                }
                double height = 200 * value / tallest;
                pieces.add(new Piece(
                        stack,
                        (bar + .08) * width,
                        200 - below - height,
                        .84 * width,
                        height,
                        bars.get(bar) + ": " + stacks.get(stack).name() + " " + Numbers.of(100 * value) + " %"));
                below += height;
            }
        }
        return pieces;
    }

    public List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        int every = Math.max(1, (bars.size() + LABELS - 1) / LABELS);
        for (int bar = 0; bar < bars.size(); bar += every) {
            labels.add(new Label(bars.get(bar), 100 * (bar + .5) / bars.size()));
        }
        return labels;
    }

    public Grid numbers() {
        List<String> heads = new ArrayList<>(List.of(axis));
        stacks.forEach(stack -> heads.add(stack.name()));
        List<Grid.Row> rows = new ArrayList<>();
        for (int bar = 0; bar < bars.size(); bar++) {
            List<String> cells = new ArrayList<>(List.of(bars.get(bar)));
            for (Stack stack : stacks) {
                cells.add(Numbers.of(100 * stack.values().get(bar)) + " %");
            }
            rows.add(new Grid.Row(Tone.PLAIN, cells));
        }
        return new Grid("Numbers: " + caption, heads, rows);
    }
}
