package org.gradientdoctor.remedies.guard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a network's training state: parameters, updater state, what recurrent layers carry, and what was usual then.
 * The arrays are used again for the next copy.
 */
final class Snapshot {
    private final INDArray parameters;
    private final @Nullable INDArray updaterState;
    private List<Map<String, INDArray>> recurrent;
    private long sequence;
    private long iteration;
    private Judge usual;

    /** Copies the state after an iteration. */
    Snapshot(NetworkState network, RecurrentStates states, Judge judge, long iteration) {
        this.parameters = network.parameters().dup();
        INDArray state = network.updaterState();
        this.updaterState = state == null ? null : state.dup();
        this.recurrent = states.copies();
        this.sequence = states.sequence();
        this.iteration = iteration;
        this.usual = judge.copy();
    }

    /** Whether the network still has the arrays it had: it may have got other parameters or another kind of updater. */
    boolean fits(NetworkState network) {
        INDArray state = network.updaterState();
        return parameters.length() == network.parameters().length()
                && (state == null ? 0 : state.length()) == (updaterState == null ? 0 : updaterState.length());
    }

    /** Copies the state anew. */
    void take(NetworkState network, RecurrentStates states, Judge judge, long after) {
        parameters.assign(network.parameters());
        INDArray state = network.updaterState();
        if (updaterState != null && state != null) {
            updaterState.assign(state);
        }
        recurrent = states.copies();
        sequence = states.sequence();
        iteration = after;
        usual = judge.copy();
    }

    /** Puts the network back. Its iteration count goes on: schedules and other listeners count batches by it. */
    void restore(NetworkState network, RecurrentStates states) {
        network.parameters().assign(parameters);
        INDArray state = network.updaterState();
        if (updaterState != null && state != null) {
            state.assign(updaterState);
        }
        states.putBack(recurrent, sequence);
    }

    /** The iteration after which it was taken. */
    long iteration() {
        return iteration;
    }

    /** What was usual then. */
    Judge usual() {
        return usual.copy();
    }
}
