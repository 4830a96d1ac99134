package org.gradientdoctor.samples;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.model.OutputFile;
import org.gradientdoctor.samples.training.HoldOut;
import org.gradientdoctor.samples.training.Quality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Treats the user's network and keeps it if that helped. */
@Command(
        name = "repair",
        description = {
            "Examines a network, applies the first advice, trains it untreated and treated from the same start on four"
                    + " fifths of your rows, and measures both on the fifth held out.",
            "If the treated one is better it is written, trained, with its normalizer. Otherwise nothing is written."
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

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "BETTER.zip",
            description = "Where the better network goes; a file there is replaced.")
    private Path output;

    @Override
    public Integer call() {
        OutputFile file = OutputFile.at(output);
        Patient patient = options.admit();
        if (patient.examples().count() < 5) {
            throw new BadInput("a fifth of " + patient.examples().count() + " rows cannot be held out: at least 5");
        }
        HoldOut split = HoldOut.fifth(patient.examples(), patient.training().seed());
        Model untreated = patient.file().restore();
        Diagnosis diagnosis = patient.training()
                .watch(untreated, split.training(), root.progress(), "untreated")
                .diagnosis();
        PrintWriter out = spec.commandLine().getOut();
        out.println(diagnosis);
        out.flush();
        int status = ExamineCommand.status(diagnosis.verdict());
        if (diagnosis.verdict() == Outcome.NOT_EVALUATED) {
            out.println("Not treated: there was not enough to judge by. Nothing was written.");
            return status;
        }
        Model start = patient.file().restore();
        List<Recommendation> advice = RemedyAdvisor.standard().advise(start, diagnosis);
        if (advice.isEmpty()) {
            out.println("There is no advice for this network. Nothing was written.");
            return status;
        }
        out.println(advice.get(0));
        out.flush();
        Model treated = advice.get(0).applyTo(start);
        patient.training().train(treated, split.training(), root.progress(), "treated");
        Quality before = Quality.of(untreated, split.heldOut(), patient.ports().task());
        Quality after = Quality.of(treated, split.heldOut(), patient.ports().task());
        out.println(before.to(after) + " on " + split.heldOut().count() + " held-out rows");
        if (!after.isBetterThan(before)) {
            out.println("The treated network is not better than the untreated one. Nothing was written.");
            return status;
        }
        file.write(treated, patient.normalizer());
        out.println("The treated network was written to " + output);
        patient.file()
                .unread()
                .forEach(entry ->
                        out.println("Not carried over from " + patient.file().source() + ": " + entry));
        out.flush();
        return ExitStatus.FINE;
    }
}
