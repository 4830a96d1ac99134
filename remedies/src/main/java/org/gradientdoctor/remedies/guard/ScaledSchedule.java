package org.gradientdoctor.remedies.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * Deeplearning4j's schedules times a factor, as schedules of the same kind: a class of our own in the configuration would
 * make saved networks need this library.
 */
final class ScaledSchedule {
    private ScaledSchedule() {}

    /** The same course at another height; empty for kinds that are not Deeplearning4j's or give nothing to scale. */
    static Optional<ISchedule> of(ISchedule schedule, double factor) {
        if (schedule instanceof StepSchedule step) {
            return Optional.of(new StepSchedule(
                    step.getScheduleType(), factor * step.getInitialValue(), step.getDecayRate(), step.getStep()));
        }
        if (schedule instanceof ExponentialSchedule decay) {
            return Optional.of(new ExponentialSchedule(
                    decay.getScheduleType(), factor * decay.getInitialValue(), decay.getGamma()));
        }
        if (schedule instanceof InverseSchedule inverse) {
            return Optional.of(new InverseSchedule(
                    inverse.getScheduleType(),
                    factor * inverse.getInitialValue(),
                    inverse.getGamma(),
                    inverse.getPower()));
        }
        if (schedule instanceof PolySchedule poly) {
            return Optional.of(new PolySchedule(
                    poly.getScheduleType(), factor * poly.getInitialValue(), poly.getPower(), poly.getMaxIter()));
        }
        if (schedule instanceof SigmoidSchedule sigmoid) {
            return Optional.of(new SigmoidSchedule(
                    sigmoid.getScheduleType(),
                    factor * sigmoid.getInitialValue(),
                    sigmoid.getGamma(),
                    sigmoid.getStepSize()));
        }
        if (schedule instanceof CycleSchedule cycle) {
            return Optional.of(new CycleSchedule(
                    cycle.getScheduleType(),
                    factor * cycle.getInitialLearningRate(),
                    factor * cycle.getMaxLearningRate(),
                    cycle.getCycleLength(),
                    cycle.getAnnealingLength(),
                    cycle.getAnnealingDecay()));
        }
        if (schedule instanceof MapSchedule map) {
            Map<Integer, Double> values = new LinkedHashMap<>();
            map.getValues().forEach((at, value) -> values.put(at, factor * value));
            return Optional.of(new MapSchedule(map.getScheduleType(), values));
        }
        if (schedule instanceof FixedSchedule fixed) {
            return Optional.of(new FixedSchedule(factor * fixed.getValue()));
        }
        return Optional.empty();
    }
}
