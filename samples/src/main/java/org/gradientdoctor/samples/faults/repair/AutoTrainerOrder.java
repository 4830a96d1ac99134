package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.samples.faults.cases.Metric;
import org.gradientdoctor.samples.faults.repair.AutoTrainerRepairs.Attempt;
import org.gradientdoctor.samples.faults.trial.PlainTraining;
import org.gradientdoctor.samples.peers.AutoTrainer;
import org.gradientdoctor.samples.peers.PeerAlarm;
import org.gradientdoctor.samples.peers.PeerRecorder;
import org.gradientdoctor.samples.peers.TrainingPlan;

/**
 * AUTOTRAINER's way: its monitor watches the training and ends it at the first problem; then its repairs for that
 * problem are tried in its order, each from the weights as they were then, and the first under which the monitor says
 * nothing is accepted. Weights that are not finite have nothing to go on with; there the initial ones are taken. Where no
 * repair falls silent within the budget, the network is trained untreated.
 */
record AutoTrainerOrder() implements RepairArm {

    @Override
    public String name() {
        return "AUTOTRAINER";
    }

    /**
     * A training under its monitor.
     *
     * @param alarms one at most
     */
    private record Watched(int iterations, int looks, List<PeerAlarm> alarms) {}

    @Override
    public Treated repair(Intake intake, int budget) {
        Model network = intake.network(0);
        Watched first = watch(intake, network, 1);
        int iterations = first.iterations();
        int looks = first.looks();
        if (first.alarms().isEmpty()) {
            return new Treated(network, false, iterations, looks, "no alarm", List.of());
        }
        PeerAlarm problem = first.alarms().get(0);
        Model start = NonFiniteParameters.layers(network).isEmpty() ? network : intake.network(0);
        List<String> tried = new ArrayList<>();
        tried.add(problem.kind() + " at " + problem.iteration());
        for (Attempt attempt : AutoTrainerRepairs.of(problem.kind(), start)) {
            if (iterations >= budget) {
                break;
            }
            Model candidate = attempt.change().apply(start);
            Watched watched = watch(intake, candidate, attempt.batches());
            iterations += watched.iterations();
            looks += watched.looks();
            if (watched.alarms().isEmpty()) {
                return new Treated(candidate, false, iterations, looks, attempt.title(), tried);
            }
            tried.add(attempt.title() + ": " + watched.alarms().get(0).kind());
        }
        Treated plain = new PlainlyTrained().repair(intake, budget);
        return new Treated(
                plain.network(), false, iterations + plain.iterations(), looks, "no repair fell silent", tried);
    }

    private static Watched watch(Intake intake, Model network, int batches) {
        PlainTraining training = intake.training(intake.known(), batches, 0);
        int planned = intake.sick().iterations();
        boolean hasAccuracy = intake.sick().metric() == Metric.ACCURACY;
        int classes = hasAccuracy
                ? Math.toIntExact(intake.known().training().getLabels().size(1))
                : 0;
        PeerRecorder recorder = new PeerRecorder(
                new TrainingPlan(Math.max(1, planned / training.perEpoch()), planned, classes, Double.NaN));
        network.addListeners(recorder);
        int looks = 0;
        for (int i = 0; i < planned; i++) {
            if (training.step(network)) {
                looks++;
                recorder.epochEnded(hasAccuracy ? intake.validated(network, intake.known()) : Double.NaN);
                List<PeerAlarm> alarms = new AutoTrainer().judge(recorder.trace());
                if (!alarms.isEmpty()) {
                    network.setListeners();
                    return new Watched(i + 1, looks, alarms);
                }
            }
        }
        network.setListeners();
        return new Watched(planned, looks, List.of());
    }
}
