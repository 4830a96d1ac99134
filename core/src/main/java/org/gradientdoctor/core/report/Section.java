package org.gradientdoctor.core.report;

import java.util.List;

/**
 * A titled part of a report.
 *
 * @param title in a line; empty for a part without one
 * @param blocks its content, in order
 */
public record Section(String title, List<Block> blocks) {
    public Section {
        blocks = List.copyOf(blocks);
    }

    public static Section of(String title, Block... blocks) {
        return new Section(title, List.of(blocks));
    }
}
