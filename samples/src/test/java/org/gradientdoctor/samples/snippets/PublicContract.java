package org.gradientdoctor.samples.snippets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.TrainingGuard;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The names and types that others compile against, as the page of the design lists them. Compiled, not run. */
final class PublicContract {
    private PublicContract() {}

    static List<Object> contract(
            MultiLayerNetwork model, DataSet batch, Path file, DataSetIterator training, DataSetIterator validation)
            throws IOException {
        // snippet contract
        GradientHealthListener health = GradientHealthListener.create(); // or .builder()…build()
        model.addListeners(health); // MultiLayerNetwork or ComputationGraph
        Diagnosis diagnosis = health.diagnosis(); // at any time, also after training

        Diagnosis before = Preflight.examine(model, batch); // DataSet or MultiDataSet; no training step

        HtmlReport.of(diagnosis).write(file); // one self-contained page
        String json = diagnosis.toJson(); // Diagnosis.fromJson(json) is equal to it; likewise RepairReport

        Outcome verdict = diagnosis.verdict();
        List<Finding> findings = diagnosis.findings(); // symptom(), code(), outcome(), layers(), …
        List<Attribution> causes = diagnosis.causes(); // cause(), share(), layers(); most important first

        RemedyAdvisor advisor = RemedyAdvisor.standard();
        List<Recommendation> advice = advisor.advise(model, diagnosis);
        Model treated = advice.get(0).applyTo(model); // a new model, the given one untouched
        RepairReport report = advisor.repair(model, training, validation); // overloads take a RepairPlan
        Model better = report.model(); // the given one where nothing was accepted
        // end contract
        return List.of(before, json, verdict, findings, causes, treated, better);
    }

    static List<Intervention> guarded() {
        // snippet guard
        TrainingGuard guard = TrainingGuard.create(); // or .builder()…build(); the first listener of a network
        List<Intervention> done = guard.interventions(); // also in the trace of each GradientHealthListener
        // end guard
        return done;
    }
}
