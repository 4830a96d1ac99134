package org.gradientdoctor.samples.peers;

import java.util.List;

/**
 * Amazon SageMaker Debugger: its built-in rules for deep learning with their default parameters (AWS documentation,
 * "List of Debugger built-in rules"), each step judged by itself.
 *
 * <p>Debugger saves tensors every 500th step unless told otherwise, which leaves short trainings unjudged; here every
 * step counts as saved. The rules themselves are closed source; where their documentation leaves a computation open, the
 * rule's own comment says how it was read.
 */
public final class SageMakerDebugger implements Peer {

    @Override
    public String name() {
        return "SageMaker Debugger";
    }

    @Override
    public List<PeerAlarm> judge(PeerTrace trace) {
        FirstAlarms alarms = new FirstAlarms();
        DebuggerLayerRules layers = new DebuggerLayerRules(trace, alarms);
        DebuggerRunRules run = new DebuggerRunRules(trace, alarms);
        for (PeerIteration iteration : trace.iterations()) {
            layers.check(iteration);
            run.check(iteration);
        }
        return alarms.inOrder();
    }
}
