package org.gradientdoctor.core.html.page;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.report.Section;

/**
 * A titled part of a page.
 *
 * @param title in a line
 * @param parts its content, in order
 */
public record Panel(String title, List<Part> parts) {
    public Panel {
        parts = List.copyOf(parts);
    }

    public static Panel of(String title, Part... parts) {
        return new Panel(title, List.of(parts));
    }

    /** A section of any report as it would be printed elsewhere. */
    public static Panel of(Section section) {
        List<Part> parts = new ArrayList<>();
        section.blocks().forEach(block -> parts.add(new Part.Words(block)));
        return new Panel(section.title(), parts);
    }
}
