package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * DeepDiagnosis (Wardat et al., ICSE 2022): the symptoms of its published callback in their order. The first one ends the
 * training, so there is one alarm at most.
 *
 * <p>It looks once at the end of each epoch, at one batch with the weights of that moment; at saturation and at what
 * stays unchanged only every fifth epoch; at dead units only in the last planned epoch. Left out is its comparison of the
 * output layer's range with the labels', as outputs aren't recorded.
 */
public final class DeepDiagnosis implements Peer {

    @Override
    public String name() {
        return "DeepDiagnosis";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        FirstAlarms alarms = new FirstAlarms();
        DiagnosisRules rules = new DiagnosisRules(trace, alarms);
        boolean found = false;
        for (int epoch = 0; epoch < trace.epochs().size() && !found; epoch++) {
            found = rules.check(epoch);
        }
        return alarms.inOrder();
    }
}
