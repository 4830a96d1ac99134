package org.gradientdoctor.samples;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.model.OutputFile;
import org.gradientdoctor.samples.training.HoldOut;
import org.gradientdoctor.samples.training.Training;
import org.gradientdoctor.samples.training.TrialBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Treats the user's network and keeps what helped. */
@Command(
        name = "repair",
        description = {
            "Examines a network, trains copies of it untreated and treated as advised on four fifths of your rows, and"
                    + " measures them on the fifth held out.",
            "The first treatment all of whose trials are better is trained on to the end and written, with its"
                    + " normalizer. If none is better nothing is written."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:The treated network is better and was written; or nothing is failing, and nothing was written.",
            "1:Something is failing, and the treatment did not help or there is none; nothing was written.",
            "2:Bad usage or input; one line on standard error says what. Nothing was written.",
            "3:There was not enough to judge by; nothing was written.",
            "70:A fault of Gradient Doctor."
        })
final class RepairCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private GradientDoctor root;

    @Mixin
    private PatientOptions options;

    @Mixin
    private ReportOption page;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "BETTER.zip",
            description = "Where the better network goes; a file there is replaced.")
    private Path output;

    @Option(
            names = "--all-rows",
            description = "What is written goes on to train with the rows held out, too, once it was measured on them,"
                    + " unless that does harm.")
    private boolean allRows;

    @Override
    public Integer call() {
        OutputFile file = OutputFile.at(output);
        page.check();
        page.checkIsNot(output);
        Patient patient = options.admit();
        if (patient.examples().count() < 5) {
            throw new BadInput("a fifth of " + patient.examples().count() + " rows cannot be held out: at least 5");
        }
        HoldOut split = HoldOut.fifth(patient.examples(), patient.training().seed());
        RepairReport report = repair(patient, split);
        PrintWriter out = spec.commandLine().getOut();
        Ink ink = TerminalInk.of(spec);
        out.println(report.diagnosis().toConsole(ink));
        out.println(report);
        int status = ExamineCommand.status(report.diagnosis().verdict());
        switch (report.result()) {
            case NOT_EVALUATED -> out.println("Not treated: there was not enough to judge by. Nothing was written.");
            case HEALTHY -> out.println("Nothing was written.");
            case NO_ADVICE, NO_REMEDY_HELPED, STOPPED ->
                out.println("No treated network is better than the untreated one. Nothing was written.");
            case REPAIRED, CLEANED -> {
                write(report, patient, split, file);
                status = ExitStatus.FINE;
            }
        }
        // Last, so that a file that cannot be written costs no network.
        page.write(report.toHtml(), out);
        out.flush();
        return status;
    }

    private RepairReport repair(Patient patient, HoldOut split) {
        Training training = patient.training();
        try (TrialBar bar = TrialBar.on(root.progress())) {
            return RemedyAdvisor.standard()
                    .repair(
                            patient.file().restore(),
                            training.minibatches(split.training()),
                            training.minibatches(split.heldOut()),
                            RepairPlan.builder()
                                    .epochs(training.epochs())
                                    .seed(training.seed())
                                    .remedies(Remedy::isInTheModel)
                                    .useUpValidation(allRows)
                                    .onTrial(bar::show)
                                    .build());
        }
    }

    private void write(RepairReport report, Patient patient, HoldOut split, OutputFile file) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.gain() + " on " + split.heldOut().count() + " held-out rows"
                + (allRows ? ", while they were held out" : ""));
        file.write(report.model(), patient.normalizer());
        out.println("The treated network was written to " + output);
        patient.file()
                .unread()
                .forEach(entry ->
                        out.println("Not carried over from " + patient.file().source() + ": " + entry));
    }
}
