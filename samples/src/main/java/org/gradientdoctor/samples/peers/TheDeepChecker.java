package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * TheDeepChecker (Ben Braiek and Khomh, TOSEM 2023): the checks of its training phase, with a buffer of ten iterations.
 *
 * <p>It checks for values that are not finite at every iteration and for the rest at every tenth from the tenth on, once
 * its buffer is full; its default period is a setting that is not published with its code. It runs these checks on one
 * batch that the network is to learn by heart; here they judge the training itself. Left out are what needs a training
 * of its own (learning one batch by heart, the comparison with zeroed input) and checks whose thresholds are not known.
 */
public final class TheDeepChecker implements Peer {
    /** Iterations from one check to the next. */
    static final int PERIOD = 10;

    /** Its setting is not published; a first loss that is off by all of what is expected is off by any setting. */
    private static final double FIRST_LOSS_SHARE = 1;

    @Override
    public String name() {
        return "TheDeepChecker";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        FirstAlarms alarms = new FirstAlarms();
        List<CheckerLayerRules> layers = trace.layers().stream()
                .map(layer -> new CheckerLayerRules(layer, alarms))
                .toList();
        for (PeerIteration iteration : trace.iterations()) {
            loss(trace.plan(), iteration, alarms);
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).check(iteration.iteration(), iteration.layers().get(i));
            }
        }
        return alarms.inOrder();
    }

    private static void loss(TrainingPlan plan, PeerIteration iteration, FirstAlarms alarms) {
        double loss = iteration.dataLoss();
        if (!Double.isFinite(loss)) {
            alarms.raise("Loss", iteration.iteration(), AlarmKind.NUMERICAL, null, "not finite: %f", loss);
        } else if (iteration.iteration() == 0 && plan.classes() > 1) {
            double expected = Math.log(plan.classes());
            if (Math.abs(loss - expected) >= FIRST_LOSS_SHARE * expected) {
                alarms.raise("Initial loss", 0, AlarmKind.INITIALIZATION, null, "%.4g, expected %.4g", loss, expected);
            }
        }
    }
}
