package org.gradientdoctor.samples.uses;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.SafetyClass;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Tries what is advised and keeps what is better on data held out. */
public final class RepairNetwork {
    private RepairNetwork() {}

    /** @param args none */
    public static void main(String[] args) {
        MultiLayerNetwork network = DeepSigmoid.build();
        DataSetIterator training = DeepSigmoid.data(1);
        DataSetIterator validation = DeepSigmoid.data(2);
        RemedyAdvisor advisor = RemedyAdvisor.standard();

        // snippet repair
        RepairReport report = advisor.repair(network, training, validation); // iterators
        System.out.println(report); // what was tried, on which seeds, and what it brought
        Model better = report.model(); // trained; the given network where nothing was accepted
        // end repair
        System.out.println(better == network ? "nothing accepted" : "accepted: " + report.gain());
    }

    static RepairPlan plan() {
        // snippet plan
        RepairPlan plan = RepairPlan.builder()
                .metric(Metric.f1())
                .epochs(30) // of one plain training
                .seeds(6)
                .atMost(SafetyClass.KEEPS_PARAMETERS) // nothing that draws weights anew
                .build();
        // end plan
        return plan;
    }
}
