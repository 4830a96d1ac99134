package org.gradientdoctor.samples;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.core.report.Markdown;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.remedies.AdviceSections;
import org.gradientdoctor.remedies.RemedyAdvisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Diagnoses the user's network. */
@Command(
        name = "examine",
        description = "Trains a copy of a network on your rows under watch and prints the diagnosis.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Nothing is failing.",
            "1:Something is failing.",
            "2:Bad usage or input; one line on standard error says what.",
            "3:There was not enough to judge by.",
            "70:A fault of Gradient Doctor."
        })
final class ExamineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private GradientDoctor root;

    @Mixin
    private PatientOptions options;

    @Mixin
    private ReportOption report;

    @Option(names = "--markdown", description = "Print it as Markdown, to paste into a forum or an issue.")
    private boolean markdown;

    @Option(
            names = "--advice",
            description = "Also print what may help, the first with what it changes in the configuration.")
    private boolean advice;

    @Override
    public Integer call() {
        report.check();
        Patient patient = options.admit();
        Diagnosis diagnosis = patient.training()
                .watch(patient.file().restore(), patient.examples(), root.progress(), "examining")
                .diagnosis();
        PrintWriter out = spec.commandLine().getOut();
        Ink ink = TerminalInk.of(spec);
        out.print(markdown ? diagnosis.toMarkdown() : diagnosis.toConsole(ink));
        if (advice) {
            out.println();
            Model model = patient.file().restore();
            List<Section> sections =
                    AdviceSections.of(model, RemedyAdvisor.standard().advise(model, diagnosis));
            out.print(markdown ? Markdown.print(sections) : Console.print(sections, ink));
        }
        report.write(HtmlReport.of(diagnosis), out);
        out.flush();
        return status(diagnosis.verdict());
    }

    /** The exit status for a verdict. */
    static int status(Outcome verdict) {
        return switch (verdict) {
            case HEALTHY, WARNING -> ExitStatus.FINE;
            case FAILING -> ExitStatus.FAILING;
            case NOT_EVALUATED -> ExitStatus.NOT_EVALUATED;
        };
    }
}
