package org.gradientdoctor.core.html.page;

import java.util.List;
import org.gradientdoctor.core.report.Block;
import org.gradientdoctor.core.report.Block.Paragraph;

/** Something in a panel. */
public sealed interface Part permits Part.Words, Part.Missing, Part.Links, Grid, LineChart, HeatMap, StackedBars {
    /** A block of text as any report has it. */
    record Words(Block block) implements Part {}

    /** In place of a chart or table: why there is none, in a sentence. */
    record Missing(String sentence) implements Part {}

    /** Pages of the same server. */
    record Links(List<Link> links) implements Part {
        public Links {
            links = List.copyOf(links);
        }
    }

    static Part text(String paragraph) {
        return new Words(new Paragraph(paragraph));
    }
}
