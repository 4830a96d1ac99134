package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The order in which minibatches are trained on: a new one for each pass over them, the same for the same seed. */
final class DataOrder {
    private final List<Integer> order;
    private final Random random;
    private int at;

    DataOrder(int minibatches, long seed) {
        this.order = new ArrayList<>(IntStream.range(0, minibatches).boxed().toList());
        this.random = new Random(seed);
        Collections.shuffle(order, random);
    }

    int next() {
        if (at == order.size()) {
            Collections.shuffle(order, random);
            at = 0;
        }
        return order.get(at++);
    }

    /** Whether the one handed out last ends a pass. */
    boolean endsPass() {
        return at == order.size();
    }
}
