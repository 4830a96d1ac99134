package org.gradientdoctor.core.signal;

import java.nio.DoubleBuffer;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** What a probe would have read of a simulated stack, and findings that say something is sick. */
record Probes(ProbeReading probe) {

    static Probes of(SimulatedStack stack) {
        return new Probes(
                new ProbeReading(stack.reading(), List.of(), List.of(), List.of(), List.of(), null, null, List.of()));
    }

    ProbeReading with(TimeProfile time) {
        return new ProbeReading(
                probe.reading(), probe.inputs(), probe.outputs(), List.of(time), List.of(), null, null, List.of());
    }

    ProbeReading withEqualUnits(String... layers) {
        return new ProbeReading(
                probe.reading(), List.of(), List.of(), List.of(), List.of(layers), null, null, List.of());
    }

    Probes dose(double ratio) {
        return new Probes(probe.withDose(new StepDose("Sgd", .1, false, ratio, 1.2, 1, .1, .1)));
    }

    /** Input columns of these root mean squares; NaN for one with values that are not finite. */
    Probes input(double... columns) {
        InputReading input = new InputReading("input", columns(columns), false, false);
        return new Probes(new ProbeReading(
                probe.reading(), List.of(input), probe.outputs(), List.of(), List.of(), probe.dose(), null, List.of()));
    }

    /** A regression's output with labels of these root mean squares by column. */
    Probes labels(double... columns) {
        OutputReading output = new OutputReading(
                "3",
                new ActivationProfile("identity", ActivationShape.LINEAR, 1, ResponsiveRange.unbounded()),
                "LossMSE",
                LossFamily.SQUARED_ERROR,
                false,
                columns.length,
                columns(columns),
                new OutputReading.LabelRange(-1, 1, -1, 1, false),
                columns(1),
                new OutputReading.AnswerRange(-2, 2, -2, 2),
                new ConstantAnswer(1, 24));
        return new Probes(new ProbeReading(
                probe.reading(), probe.inputs(), List.of(output), List.of(), List.of(), probe.dose(), null, List.of()));
    }

    private static UnitSummary columns(double... rms) {
        double[] values = new double[2 * rms.length];
        for (int i = 0; i < rms.length; i++) {
            values[i] = rms[i];
            values[rms.length + i] = -rms[i];
        }
        return UnitSummary.of(
                DoubleBuffer.wrap(values), UnitLayout.rowMajor(2, rms.length), ResponsiveRange.unbounded());
    }

    static Finding sick(Symptom symptom) {
        return sick(symptom, Outcome.WARNING);
    }

    static Finding sick(Symptom symptom, Outcome outcome) {
        return Finding.of(new Asked(symptom), outcome, "The " + symptom.title() + ".");
    }

    private record Asked(Symptom symptom) implements Detector {
        @Override
        public String needs() {
            return "nothing";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            return Finding.of(this, Outcome.WARNING, "");
        }
    }
}
