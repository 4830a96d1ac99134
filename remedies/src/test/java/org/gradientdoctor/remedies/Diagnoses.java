package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.FlightRecord;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.WatchCost;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;

/** Diagnoses made by hand, for a network and without training it. */
public final class Diagnoses {
    private Diagnoses() {}

    /** A diagnosis with these causes; the first symptom fails, the others warn. */
    public static Diagnosis of(Model model, TraceSnapshot trace, List<Attribution> causes, Symptom... symptoms) {
        List<Finding> findings = new ArrayList<>();
        for (Symptom symptom : symptoms) {
            Outcome outcome = findings.isEmpty() ? Outcome.FAILING : Outcome.WARNING;
            findings.add(Finding.of(new Named(symptom), outcome, "the number was 42"));
        }
        findings.add(Finding.healthy(new Named(Symptom.CUSTOM), "all well"));
        return new Diagnosis(trace, findings, causes);
    }

    public static Diagnosis of(Model model, List<Attribution> causes, Symptom... symptoms) {
        return of(model, trace(profile(model), List.of(), List.of(), null), causes, symptoms);
    }

    public static Attribution cause(Cause cause, double share, String... layers) {
        return new Attribution(cause, share, List.of(layers), "measured 3.7 decades");
    }

    /** Names and sizes only: all that remedies read of a profile. */
    static NetworkProfile profile(Model model) {
        NetworkDraft draft = Surgery.examine(model);
        return profile(draft.layers().stream().map(LayerDraft::name).toArray(String[]::new));
    }

    public static NetworkProfile profile(String... names) {
        List<LayerProfile> layers = new ArrayList<>();
        for (String name : names) {
            layers.add(new LayerProfile(
                    name, "DenseLayer", LayerRole.HIDDEN, List.of(), 4, 4, 20, null, Set.of(), "Sgd(0.1)", ""));
        }
        return new NetworkProfile("MultiLayerNetwork", "FLOAT", LossFamily.OTHER, "softmax", layers);
    }

    public static TraceSnapshot trace(
            NetworkProfile profile,
            List<VitalSigns> recent,
            List<IterationReading> full,
            @Nullable FlightRecord flight) {
        return new TraceSnapshot(
                profile,
                Map.of(),
                recent.size(),
                List.of(),
                recent,
                full,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                ConstantAnswer.unknown(),
                flight,
                0,
                WatchCost.none(),
                List.of(),
                List.of());
    }

    /** A trace of nothing but a probe that found a step of this rate to be so many times the critical one. */
    public static TraceSnapshot dosed(NetworkProfile profile, double rate, double ratio) {
        StepDose dose = new StepDose("Sgd", rate, false, ratio, 1.1, 1, .1, 1);
        ProbeReading probe = new ProbeReading(
                reading(Double.NaN, Double.NaN), List.of(), List.of(), List.of(), List.of(), dose, null, List.of());
        TraceSnapshot none = trace(profile, List.of(), List.of(), null);
        return new TraceSnapshot(
                profile,
                Map.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(probe),
                List.of(),
                List.of(),
                Map.of(),
                none.constantAnswer(),
                null,
                0,
                WatchCost.none(),
                List.of(),
                List.of());
    }

    /** Vital signs with these gradient norms, one for each layer. */
    public static VitalSigns vitals(long iteration, double loss, boolean nonFinite, double... norms) {
        return new VitalSigns(
                iteration, 0, 8, loss, loss, .1, PerLayer.of(norms), nonFinite, ClippingEffect.none(), Double.NaN);
    }

    /** A full reading of one layer whose update has this ratio to the weights, promising this decrease of a loss of 1. */
    public static IterationReading reading(double ratio, double gain) {
        TensorSummary weights = TensorSummary.of(new double[] {1, -1});
        TensorSummary update = TensorSummary.of(new double[] {ratio, -ratio});
        LayerReading layer = new LayerReading(
                "0", new ParameterReading(weights, weights, update, gain), null, null, null, null, List.of());
        return new IterationReading(vitals(0, 1, false, 1), List.of(layer), null, null, null);
    }

    private record Named(Symptom symptom) implements Detector {
        @Override
        public String needs() {
            return "nothing";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            throw new UnsupportedOperationException("only a name");
        }
    }
}
