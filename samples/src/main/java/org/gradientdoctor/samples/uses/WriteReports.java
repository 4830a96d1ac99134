package org.gradientdoctor.samples.uses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.listeners.GradientHealthListener;

/** Writes a diagnosis in every form there is. */
public final class WriteReports {
    private WriteReports() {}

    /** @param args the folder to write to */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        MultiLayerNetwork network = DeepSigmoid.build();
        GradientHealthListener health = GradientHealthListener.create();
        network.addListeners(health);
        network.fit(DeepSigmoid.data(1), 10);
        Diagnosis diagnosis = health.diagnosis();

        // snippet reports
        HtmlReport.of(diagnosis).write(folder.resolve("report.html")); // charts and numbers in one file
        Files.writeString(folder.resolve("report.md"), diagnosis.toMarkdown()); // to paste into a forum
        Files.writeString(folder.resolve("report.json"), diagnosis.toJson()); // Diagnosis.fromJson reads it back
        // end reports
        System.out.println("reports written, verdict " + diagnosis.verdict());
    }
}
