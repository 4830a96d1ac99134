package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.report.Block;
import org.gradientdoctor.core.report.Block.Difference;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Verbatim;
import org.gradientdoctor.core.report.Section;

/** Advice for a network as parts of a report, for {@code Console} and {@code Markdown} to print. */
public final class AdviceSections {
    private AdviceSections() {}

    /**
     * The first recommendation at length, with its safety and what it changes in the configuration; the others by their
     * titles, since they repeat most of what the first explains.
     *
     * @param model the network that was asked for; it is only looked at
     * @param advice best first, as {@link RemedyAdvisor#advise} gives it
     * @throws IllegalArgumentException where the model is not the one that the advice is for
     */
    public static List<Section> of(Model model, List<Recommendation> advice) {
        if (advice.isEmpty()) {
            return List.of(Section.of(
                    "Advice",
                    new Paragraph("None: nothing is wrong, or nothing done to the network mends it, as where the data"
                            + " are at fault.")));
        }
        List<Section> sections = new ArrayList<>();
        Recommendation first = advice.get(0);
        List<Block> told = new ArrayList<>();
        told.add(new Paragraph("1. " + first.title()));
        first.sections().forEach(section -> told.addAll(section.blocks()));
        sections.add(new Section("Advice, best first", told));
        List<String> difference = first.configurationDifference(model);
        if (!difference.isEmpty()) {
            sections.add(Section.of("Configuration", new Difference(difference)));
        }
        if (advice.size() > 1) {
            sections.add(Section.of(
                    "Further advice",
                    new Verbatim(IntStream.range(1, advice.size())
                            .mapToObj(i -> (i + 1) + ". " + advice.get(i).title())
                            .toList())));
        }
        return sections;
    }
}
