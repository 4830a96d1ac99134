package org.gradientdoctor.core.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.preflight.OutputFit.Misfit;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH014 before training: output activation, loss and labels that do not fit each other. */
final class OutputLossMismatch implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.OUTPUT_LOSS_MISMATCH;
    }

    @Override
    public String needs() {
        return "an output layer with labels";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<Misfit> misfits = new ArrayList<>();
        Optional<OutputReading> any = Optional.empty();
        int batches = 0;
        for (ProbeReading probe : trace.probes()) {
            boolean found = false;
            for (OutputReading output : probe.outputs()) {
                any = Optional.of(output);
                Optional<Misfit> misfit = OutputFit.judge(output);
                misfit.ifPresent(misfits::add);
                found |= misfit.isPresent();
            }
            batches += found ? 1 : 0;
        }
        if (any.isEmpty()) {
            return Finding.notEvaluated(this, Missing.orNoProbe(trace, "no output layer could be read"));
        }
        if (misfits.isEmpty()) {
            return Finding.healthy(this, OutputFit.praise(any.get()));
        }
        Misfit worst =
                misfits.stream().max(Comparator.comparing(Misfit::outcome)).orElseThrow();
        int all = trace.probes().size();
        String extent = all < 2 ? "" : " In " + batches + " of " + all + " batches.";
        return Finding.of(this, worst.outcome(), worst.explanation() + extent)
                .withLayers(misfits.stream().map(Misfit::layer).distinct().toList())
                .withMeasurements(
                        Measurement.of("smallest label", worst.smallest()),
                        Measurement.of("largest label", worst.largest()));
    }
}
