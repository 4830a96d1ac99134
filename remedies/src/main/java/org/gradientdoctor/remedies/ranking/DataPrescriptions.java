package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.BatchStatistics;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/** Prescribes what makes a network fit its data, from what was read of inputs, labels and outputs. */
final class DataPrescriptions {
    /**
     * Of a column's root mean square or deviation over 1 or under it; a column of one-hot rows of ten classes has .3, and
     * numbers spread evenly over [0, 1] deviate by .29.
     */
    private static final double RAW = 5;

    /** Of a rate: what is nearer to 1 is as good as the rate there is. */
    private static final double NOTABLE = 2;

    private final Patient patient;

    DataPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Standardization of the inputs, folded into the first layer; empty where it was not read or cannot be folded. */
    Optional<Prescription> standardizedInputs() {
        return first().filter(First::isAlone).flatMap(first -> {
            LayerRate present = LayerRate.current(patient.draft(), first.layer());
            double size = Math.max(1, first.columns().largestSize());
            // A step of plain descent moves what the layer gives by the square of its input, an adaptive one by the
            // input.
            double shorter = patient.isAdaptive() ? size : size * size;
            if (!(present.weights() > 0)) {
                return Optional.empty();
            }
            LayerRate rate = new LayerRate(RoundedRate.atMost(present.weights() / shorter), present.biases());
            Remedy remedy = new StandardizeInputs(first.layer().name(), first.columns(), rate, patient.seed());
            return applicable(
                    remedy,
                    "The standardization of the input, whose columns have a root mean square of up to "
                            + Figure.of(size)
                            + ", becomes a part of the first layer's weights, so that the network takes raw data; the"
                            + " rate of these weights goes from " + Figure.of(present.weights()) + " to "
                            + Figure.of(rate.weights()) + ", as a step in them is longer by the input's size. Better"
                            + " still where the data can be changed: a NormalizerStandardize.");
        });
    }

    /**
     * A standardization in front of the first layer; empty where too little is known of the input or the layer cannot have
     * it. What was read may be an epoch's last batch, of a few examples; then a batch at hand is measured in its place.
     */
    private Optional<Prescription> normalizedInputs() {
        return first().flatMap(first -> {
            NormalizeInputs asRead = new NormalizeInputs(first.layer().name(), first.columns());
            return first.examples() >= BatchStatistics.LEAST_EXAMPLES
                    ? normalizedInputs(asRead, first.examples())
                    : patient.considerableData()
                            .flatMap(batch -> normalizedInputs(
                                    asRead.fittedTo(patient.draft(), List.of(batch)), batch.examples()));
        });
    }

    private Optional<Prescription> normalizedInputs(NormalizeInputs remedy, long examples) {
        return applicable(
                remedy,
                "A layer in front of layer " + remedy.layer()
                        + " standardizes each column of the input by its mean and deviation, so that the network"
                        + " takes raw data at the rates it has. They are those of the " + examples
                        + " examples that were read; a repair measures them on all training data. Better still"
                        + " where the data can be changed: a NormalizerStandardize.");
    }

    /**
     * The first layer that reads the only input, of numbers.
     *
     * @param isAlone whether it is the only layer that reads the input alone
     * @param columns of the input
     * @param examples of which they were read
     */
    private record First(LayerDraft layer, boolean isAlone, Columns columns, long examples) {}

    private Optional<First> first() {
        List<InputReading> inputs = inputs(patient.trace());
        List<LayerDraft> readers = readers();
        return inputs.size() == 1 && !inputs.get(0).lookedUp() && !readers.isEmpty()
                ? columns(inputs.get(0).columns())
                        .map(columns -> new First(
                                standardized(readers.get(0)),
                                readers.size() == 1,
                                columns,
                                inputs.get(0).columns().examples()))
                : Optional.empty();
    }

    /** The layer behind a standardization in front, whose numbers may not fit any more; the layer itself otherwise. */
    private LayerDraft standardized(LayerDraft reader) {
        return NormalizeInputs.standardizedBy(patient.draft(), reader)
                .map(patient.draft()::layer)
                .orElse(reader);
    }

    /**
     * What lets the network take raw inputs: a standardization in front of the first layer, or folded into it, where one
     * rate for all columns lets the small ones learn slowly.
     */
    Optional<Prescription> scaledInputs() {
        return normalizedInputs().or(this::standardizedInputs);
    }

    /** Whether the largest column that varies is far from the size of a standardized one; not where none was read. */
    boolean areInputsRaw() {
        return inputs(patient.trace()).stream()
                .map(input -> Varying.of(input.columns()))
                .anyMatch(columns -> columns.largest() > RAW || columns.largest() < 1 / RAW);
    }

    private List<LayerDraft> readers() {
        return patient.draft().layers().stream()
                .filter(layer -> layer.inputs().stream()
                        .allMatch(input -> patient.draft().find(input).isEmpty()))
                .toList();
    }

    /** Standardization of the labels, folded into the output; empty where it was not read or cannot be folded. */
    Optional<Prescription> standardizedLabels() {
        List<OutputReading> outputs = outputs(patient.trace());
        if (outputs.size() != 1) {
            return Optional.empty();
        }
        OutputReading output = outputs.get(0);
        return columns(output.labels()).flatMap(columns -> {
            double deviation = Varying.of(output.labels()).largestDeviation();
            Map<String, LayerRate> rates = new LinkedHashMap<>();
            patient.rates().forEach((layer, present) -> {
                boolean last = layer.equals(output.layer());
                double factor =
                        patient.isAdaptive() ? (last ? deviation : 1) : (last ? 1 : 1 / (deviation * deviation));
                double target = Math.min(present.larger() * factor, bearable(layer));
                if ((factor >= NOTABLE || factor <= 1 / NOTABLE) && present.larger() > 0 && target > 0) {
                    rates.put(layer, present.scaled(RoundedRate.atMost(target), present.larger()));
                }
            });
            Remedy remedy = new StandardizeLabels(output.layer(), columns, rates, patient.seed());
            return applicable(
                    remedy,
                    "The standardization of the labels, which have a standard deviation of up to "
                            + Figure.of(deviation) + ", becomes a part of the output's weights, so that the network"
                            + " answers in raw units; rates are set for steps as long as with standardized labels.");
        });
    }

    /** Whether the column of labels that deviates most is far from a standardized one; not where none was read. */
    boolean areLabelsRaw() {
        return outputs(patient.trace()).stream()
                .filter(output -> output.labels().examples() >= BatchStatistics.LEAST_EXAMPLES)
                .mapToDouble(output -> Varying.of(output.labels()).largestDeviation())
                .anyMatch(deviation -> deviation > RAW || (deviation > 0 && deviation < 1 / RAW));
    }

    /** The rate from which a layer's penalty takes more than a tenth of its weights in a step; infinite without one. */
    private double bearable(String layer) {
        return patient.draft()
                .find(layer)
                .map(found -> WeightPenalty.of(patient.draft(), found).largest())
                .filter(penalty -> penalty > 0)
                .map(penalty -> RegularizationPrescriptions.LARGEST_DECAY_PER_STEP / penalty)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The pair of activation and loss that fits the labels, in each output that has another. */
    Optional<Prescription> fittingOutputs() {
        List<Remedy> steps = outputs(patient.trace()).stream()
                .filter(output -> patient.draft()
                        .find(output.layer())
                        .filter(FixOutputAndLoss::canFix)
                        .filter(layer -> !FixOutputAndLoss.has(layer, OutputPair.fitting(output)))
                        .isPresent())
                .<Remedy>map(output -> new FixOutputAndLoss(output.layer(), OutputPair.fitting(output)))
                .filter(remedy -> remedy.refusal(patient.draft()).isEmpty())
                .toList();
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        steps,
                        "Labels from "
                                + outputs(patient.trace()).stream()
                                        .map(output -> Figure.of(
                                                        output.labelRange().smallest()) + " to "
                                                + Figure.of(output.labelRange().largest()))
                                        .findFirst()
                                        .orElse("?")
                                + " call for " + ((FixOutputAndLoss) steps.get(0)).pair() + "."));
    }

    private Optional<Prescription> applicable(Remedy remedy, String reason) {
        return remedy.refusal(patient.draft()).isPresent()
                ? Optional.empty()
                : Optional.of(new Prescription(List.of(remedy), reason));
    }

    /** Empty where a column is not finite, which no scale mends. */
    private static Optional<Columns> columns(UnitSummary read) {
        for (int i = 0; i < read.units(); i++) {
            if (!Double.isFinite(read.mean(i)) || !Double.isFinite(read.variance(i))) {
                return Optional.empty();
            }
        }
        return read.units() == 0 ? Optional.empty() : Optional.of(Columns.of(read));
    }

    private static List<InputReading> inputs(TraceSnapshot trace) {
        return Stream.concat(Stream.of(trace.inputs()), trace.probes().stream().map(ProbeReading::inputs))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<OutputReading> outputs(TraceSnapshot trace) {
        return Stream.concat(Stream.of(trace.outputs()), trace.probes().stream().map(ProbeReading::outputs))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
