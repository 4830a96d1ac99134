package org.gradientdoctor.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/** GH003 before training: input, labels, parameters, the very first pass or its step hold values that are not finite. */
final class NonFinitePass implements Detector {

    /**
     * @param what where the first value that is not finite stands in the flow of data; empty where none does
     * @param layers the layers concerned
     */
    private record Spot(String what, List<String> layers) {}

    @Override
    public Symptom symptom() {
        return Symptom.NON_FINITE_VALUE;
    }

    @Override
    public String needs() {
        return "one batch";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<Spot> spots = AcrossBatches.of(
                trace, probe -> Optional.of(spot(probe)), spot -> !spot.what().isEmpty());
        if (spots.isEmpty()) {
            return Finding.notEvaluated(this, Missing.NO_PROBE);
        }
        if (spots.held().isEmpty()) {
            return Finding.healthy(this, "Input, labels, parameters, activations, loss and first step are finite.");
        }
        // One batch that spoils all parameters is enough.
        Spot spot = spots.held().get(0);
        return Finding.of(
                        this,
                        Outcome.FAILING,
                        spot.what() + spots.extent()
                                + "; one step with such a value spoils every parameter it reaches.")
                .withLayers(spot.layers());
    }

    private static Spot spot(ProbeReading probe) {
        for (InputReading input : probe.inputs()) {
            if (input.columns().nonFinite() > 0) {
                return new Spot(count(input.columns().nonFinite()) + " in " + input.name(), List.of());
            }
        }
        for (OutputReading output : probe.outputs()) {
            if (output.labels().nonFinite() > 0) {
                return new Spot(
                        count(output.labels().nonFinite()) + " in the labels of layer " + output.layer(),
                        List.of(output.layer()));
            }
        }
        List<String> spoiled = new ArrayList<>();
        for (LayerReading layer : probe.reading().layers()) {
            if (isSpoiled(layer.weights()) || isSpoiled(layer.biases())) {
                spoiled.add(layer.layer());
            }
        }
        if (!spoiled.isEmpty()) {
            return new Spot("Parameters of " + Figures.layers(spoiled) + " are not finite", spoiled);
        }
        for (LayerReading layer : probe.reading().layers()) {
            if (layer.activations() != null && !layer.activations().isFinite()) {
                return new Spot(
                        "The first pass overflows in layer " + layer.layer() + ", though its input is finite",
                        List.of(layer.layer()));
            }
        }
        double loss = probe.reading().vitals().score();
        if (!Double.isFinite(loss)) {
            return new Spot("The loss of the first pass is " + Figures.of(loss), List.of());
        }
        return new Spot(
                probe.stepDose()
                        .filter(dose -> !dose.isFinite())
                        .map(NonFinitePass::describe)
                        .orElse(""),
                List.of());
    }

    private static String describe(StepDose dose) {
        return "The step of " + dose.updater() + " is not finite"
                + (Double.isFinite(dose.rate())
                        ? ", though its gradient and its rate " + Figures.of(dose.rate()) + " are"
                        : ", because its learning rate is " + Figures.of(dose.rate()));
    }

    private static boolean isSpoiled(@Nullable ParameterReading group) {
        return group != null && !group.values().isFinite();
    }

    private static String count(long values) {
        return values == 1 ? "There is one value that is not finite" : "There are " + values + " values not finite";
    }
}
