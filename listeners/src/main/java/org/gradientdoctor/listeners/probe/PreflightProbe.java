package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.gradientdoctor.listeners.capture.Environment;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * All that can be read of a network before it is trained: for each batch the error signal and the dose of its first
 * step, and, if asked for, whether it can learn a few examples by heart. All on copies.
 */
public final class PreflightProbe {
    private final @Nullable Model model;
    private final List<ProbeBatch> batches = new ArrayList<>();
    private int few;
    private int steps;

    public PreflightProbe(@Nullable Model model) {
        this.model = model;
    }

    /** @throws IllegalArgumentException if the batch is null */
    public void add(@Nullable DataSet batch) {
        batches.add(ProbeBatch.of(batch, batches.size()));
    }

    /** @throws IllegalArgumentException if the batch is null */
    public void add(@Nullable MultiDataSet batch) {
        batches.add(ProbeBatch.of(batch, batches.size()));
    }

    /** Also tries to learn the first examples of the first batch by heart. */
    public void learnByHeart(int examples, int iterations) {
        few = examples;
        steps = iterations;
    }

    /**
     * Reads it all.
     *
     * @throws IllegalArgumentException if no batch was added, or one does not fit the network, or there is none
     * @throws IllegalStateException if the network is not initialized
     */
    public TraceSnapshot read() {
        Model ready = ProbedModels.requireReady(model);
        if (batches.isEmpty()) {
            throw new IllegalArgumentException(
                    "no batch was given: preflight needs at least one, as training will see it");
        }
        BackwardProbe probe = BackwardProbe.of(ready);
        TrainingTrace trace = new TrainingTrace(probe.profile(), Environment.read(), 0);
        FirstSteps first = new FirstSteps(ready, trace);
        for (int i = 0; i < batches.size(); i++) {
            ProbeReading reading = first.read(probe, batches.get(i));
            trace.record(i == 0 && few > 0 ? first.learnByHeart(reading, batches.get(i), few, steps) : reading);
        }
        return trace.snapshot();
    }
}
