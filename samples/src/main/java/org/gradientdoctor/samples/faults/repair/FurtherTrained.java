package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.repair.FurtherTraining;
import org.gradientdoctor.remedies.trial.MetricChoice;
import org.gradientdoctor.remedies.trial.MinibatchReader;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What another arm gives back goes on with the data it was chosen by among its training data, as the toolkit's own does
 * where a plan uses them up.
 */
record FurtherTrained(RepairArm arm) implements RepairArm {
    @Override
    public String name() {
        return arm.name();
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        Treated treated = arm.repair(intake, budget);
        Split data = treated.standardized() ? intake.known().standardized() : intake.known();
        Minibatches training = read("training", data.training(), intake);
        FurtherTraining further = FurtherTraining.of(
                treated.network(),
                training,
                read("validation", data.validation(), intake),
                intake.metric(data).orElseGet(() -> MetricChoice.of(intake.network(0), training)),
                intake.sick().iterations(),
                1 + intake.seed(),
                StopSignal.on(() -> false));
        List<String> tried = new ArrayList<>(treated.tried());
        tried.add(further.statement());
        return new Treated(
                further.network(),
                treated.standardized(),
                treated.iterations() + further.iterations(),
                treated.looks(),
                treated.chosen(),
                tried);
    }

    private static Minibatches read(String role, DataSet data, Intake intake) {
        return new MinibatchReader(role, false, RepairPlan.standard().dataLimit())
                .read(new ExistingDataSetIterator(data.batchBy(intake.batch())));
    }
}
