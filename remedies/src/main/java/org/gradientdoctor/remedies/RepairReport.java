package org.gradientdoctor.remedies;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Markdown;
import org.gradientdoctor.core.report.Section;

/**
 * What a repair has come to.
 *
 * @param model the better network, trained; the given one where nothing was accepted and no examples are left out. Where
 *     the plan uses up the validation data it has gone on with them, unless the summary says why not
 * @param result in a word
 * @param summary in a few sentences
 * @param diagnosis of the untreated network
 * @param steps the accepted recommendations, in the order of rounds; empty where nothing was accepted
 * @param trials all of them, the untreated ones first
 * @param skipped treatments that were advised and not tried, and why
 * @param gain by the metric
 * @param effect what theory said of the treated network's signal, beside what was measured
 * @param cost of all trials
 * @param provenance by what it was made
 */
public record RepairReport(
        Model model,
        Result result,
        String summary,
        Diagnosis diagnosis,
        List<Recommendation> steps,
        List<Trial> trials,
        List<Skipped> skipped,
        Gain gain,
        Effect effect,
        Cost cost,
        Provenance provenance) {

    /** In a word. */
    public enum Result {
        /** Nothing was found that fails; the given network comes back. */
        HEALTHY,
        /** A treatment was accepted, and nothing of the given symptoms fails any more. */
        REPAIRED,
        /**
         * A few training examples are what is wrong: they have NaN or infinity, or are a hundred times as large as all
         * others. The network comes back trained without them, otherwise untreated.
         */
        CLEANED,
        /** Treatments were tried and none was accepted; the given network comes back. */
        NO_REMEDY_HELPED,
        /** There is no advice for what is wrong; the given network comes back. */
        NO_ADVICE,
        /** There was not enough to judge by; the given network comes back. */
        NOT_EVALUATED,
        /** Cancelled, or over the limit of time; what had been accepted by then, or the given network. */
        STOPPED
    }

    /**
     * A treatment that was not tried.
     *
     * @param title of the treatment
     * @param reason in a sentence
     */
    public record Skipped(String title, String reason) {}

    /**
     * The metric on the validation data, as people know it.
     *
     * @param metric its name
     * @param untreated mean of the untreated trials on the data as given, at their last look; NaN where none had anything
     *     to measure
     * @param repaired of the network that comes back, before it went on with the validation data where it did; NaN where it
     *     is the given one
     */
    public record Gain(String metric, double untreated, double repaired) {
        /** {@code accuracy 0.33 -> 0.97}. */
        @Override
        public String toString() {
            return metric + " " + figure(untreated) + (Double.isNaN(repaired) ? "" : " -> " + figure(repaired));
        }

        private static String figure(double value) {
            return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.2f", value);
        }
    }

    /**
     * Decades (powers of ten) that the error signal changes by on its way back through the network, at the last reading
     * of a training; negative where it shrinks. NaN where not known.
     *
     * @param untreated measured before the treatment
     * @param predicted by theory for the treated network before its training
     * @param treated measured in the treated network's training
     */
    public record Effect(double untreated, double predicted, double treated) {}

    /**
     * What it took.
     *
     * @param iterations of all trials together, and of going on with the validation data
     * @param plainTrainings the same as a multiple of one plain training
     * @param looks how often trials were measured
     * @param time of the whole repair; differs from run to run
     */
    public record Cost(long iterations, double plainTrainings, int looks, Duration time) {}

    public RepairReport {
        steps = List.copyOf(steps);
        trials = List.copyOf(trials);
        skipped = List.copyOf(skipped);
    }

    /** What was accepted, all rounds in one; empty where nothing was. */
    public Optional<Recommendation> accepted() {
        return steps.stream().reduce(Recommendation::then);
    }

    /** Whether the network came back as it was given, neither treated nor trained. */
    public boolean keptAsGiven() {
        return steps.isEmpty() && result != Result.CLEANED;
    }

    /** The report as sections. */
    public List<Section> sections() {
        return RepairSections.of(this);
    }

    /** As an HTML report: that of the diagnosis with what was tried and what came of it. */
    public HtmlReport toHtml() {
        return HtmlReport.of(diagnosis).with(RepairPanels.of(this));
    }

    /** For pasting into an issue. */
    public String toMarkdown() {
        return Markdown.print(sections());
    }

    /**
     * As JSON: all but the network; {@code docs/repair-report.schema.json} says what it holds.
     *
     * @throws IllegalArgumentException where a remedy of the user's own is not known by its name: give a registry
     */
    public String toJson() {
        return toJson(RemedyRegistry.standard());
    }

    /** As JSON, with remedies that this registry knows. */
    public String toJson(RemedyRegistry registry) {
        return new RepairReportJson(registry).write(this);
    }

    /**
     * The report that {@link #toJson()} wrote, equal to it but for the network.
     *
     * @param model the network, which is not in the text
     * @throws IllegalArgumentException where the text is no such JSON, is of another version, or holds what no report
     *     can have; the message says what and where
     */
    public static RepairReport fromJson(String json, Model model) {
        return fromJson(json, model, RemedyRegistry.standard());
    }

    /** As above, with remedies that this registry knows. */
    public static RepairReport fromJson(String json, Model model, RemedyRegistry registry) {
        return new RepairReportJson(registry).read(json, model);
    }

    /** For people: the summary and a table of what was tried. */
    @Override
    public String toString() {
        return Console.print(sections());
    }
}
