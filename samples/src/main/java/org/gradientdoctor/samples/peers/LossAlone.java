package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * A baseline that looks at nothing but the loss, at a tenth of the planned iterations and at the end of the run: an alarm
 * where a loss so far was not finite, or where the data loss, as the mean of the last ten iterations, is not 5 % below
 * that of the constant answer.
 */
public final class LossAlone implements Peer {
    private static final int LAST = 10;
    private static final double BETTER = .95;

    @Override
    public String name() {
        return "loss alone";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        FirstAlarms alarms = new FirstAlarms();
        int end = trace.iterations().size() - 1;
        int tenth = Math.max(0, (trace.plan().iterations() + 9) / 10 - 1);
        if (tenth <= end) {
            judge("At a tenth", trace, tenth, alarms);
        }
        if (end >= 0 && end != tenth) {
            judge("At the end", trace, end, alarms);
        }
        return alarms.inOrder();
    }

    private static void judge(String rule, PeerTrace trace, int at, FirstAlarms alarms) {
        List<PeerIteration> past = trace.iterations().subList(0, at + 1);
        if (past.stream().anyMatch(iteration -> !Double.isFinite(iteration.dataLoss()))) {
            alarms.raise(rule, at, AlarmKind.NUMERICAL, null, "the loss was not finite");
            return;
        }
        double loss = past.subList(Math.max(0, at + 1 - LAST), at + 1).stream()
                .mapToDouble(PeerIteration::dataLoss)
                .average()
                .orElse(Double.NaN);
        double constant = trace.plan().constantAnswer();
        if (loss > BETTER * constant) {
            alarms.raise(rule, at, AlarmKind.SLOW, null, "loss %.4g, constant answer %.4g", loss, constant);
        }
    }
}
