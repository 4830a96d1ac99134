package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.remedies.composition.Conflicts;
import org.gradientdoctor.remedies.composition.LaterRates;
import org.gradientdoctor.remedies.composition.StepOrder;
import org.gradientdoctor.remedies.composition.StepSequence;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.ConfigurationDifference;
import org.gradientdoctor.remedies.surgery.LayerNames;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * One or more remedies to be applied in one pass, and why. A value without a model: it can be kept, compared, printed,
 * written as JSON, and applied to any network that has the layers it names.
 *
 * @param steps the remedies, in the order in which they are applied, which is the same whatever order they are given in
 * @param explanation two or three sentences with the numbers that led to it
 * @param predicted what it is expected to bring
 */
public record Recommendation(List<Remedy> steps, String explanation, PredictedEffect predicted)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where an argument is null, there is no step, or two steps do not go together: they
     *     set the same of a layer to different values, or one undoes what the other is for
     */
    public Recommendation {
        given("steps", steps).forEach(step -> given("steps", step));
        given("explanation", explanation);
        given("predicted", predicted);
        steps = StepOrder.of(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a recommendation has at least one step: give the remedy to apply");
        }
        Conflicts.among(steps).ifPresent(conflict -> {
            throw new IllegalArgumentException(conflict);
        });
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is null or has a null: give the remedies, why they are"
                    + " recommended, and PredictedEffect.none() where nothing is predicted");
        }
        return value;
    }

    /** Without a prediction. */
    public Recommendation(List<Remedy> steps, String explanation) {
        this(steps, explanation, PredictedEffect.none());
    }

    /** Why this and another cannot be applied in one pass, in a sentence; empty where {@link #and} joins them. */
    public Optional<String> conflictWith(Recommendation other) {
        return Conflicts.among(together(other));
    }

    /**
     * Both in one pass; what both contain is done once.
     *
     * @throws IllegalArgumentException where there is a {@linkplain #conflictWith conflict}
     */
    public Recommendation and(Recommendation other) {
        return new Recommendation(
                together(other), explanation + " " + other.explanation, predicted.and(other.predicted));
    }

    /**
     * This and, on top of it, another that was made for the network this one has treated, in one pass. As {@link #and},
     * but where both set the learning rate of a layer, the other's holds.
     *
     * @throws IllegalArgumentException where both set anything else of a layer to two values
     */
    public Recommendation then(Recommendation other) {
        List<Remedy> left = LaterRates.over(steps, given("other", other).steps);
        return left.isEmpty() ? other : new Recommendation(left, explanation, predicted).and(other);
    }

    private List<Remedy> together(Recommendation other) {
        List<Remedy> all = new ArrayList<>(steps);
        all.addAll(given("other", other).steps);
        return StepOrder.of(all);
    }

    /**
     * As JSON, to be kept beside a model and {@linkplain #fromJson(String) read back}: the names of remedies and layers,
     * target values, explanation and predicted effect.
     *
     * @throws IllegalArgumentException where a remedy of the user's own is not known by its name: use {@link
     *     RemedyRegistry#write}
     */
    public String toJson() {
        return RemedyRegistry.standard().write(this);
    }

    /**
     * The recommendation that {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException where the text is no such JSON, is of a later version, or names a remedy the
     *     toolkit does not have; those of a user's own are read by {@link RemedyRegistry#read}
     */
    public static Recommendation fromJson(String json) {
        return RemedyRegistry.standard().read(json);
    }

    /** What is to be done, in a line. */
    public String title() {
        return steps.stream().map(Remedy::title).collect(Collectors.joining(" + "));
    }

    /** The layers that any step touches, by name, in the order of the steps. */
    public List<String> layers() {
        Set<String> layers = new LinkedHashSet<>();
        steps.forEach(step -> layers.addAll(step.layers()));
        return List.copyOf(layers);
    }

    /** The gravest safety class of all steps. */
    public SafetyClass safety() {
        return steps.stream().map(Remedy::safety).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Whether a batch of the user's data is needed to apply it. */
    public boolean needsData() {
        return steps.stream().anyMatch(Remedy::needsData);
    }

    /** Whether a stack becomes a graph by it. */
    public boolean changesNetworkClass() {
        return steps.stream().anyMatch(Remedy::changesNetworkClass);
    }

    /**
     * A new network, treated. The given one stays as it is, and so does the calling thread's random state. Listeners
     * are not carried to the new one, but for those that a remedy brought.
     *
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes, is not
     *     initialized, lacks a layer that a step names, or is refused by a step, or where two steps mean the same layer
     *     by name and by index and do not go together
     * @throws IllegalStateException where a batch is needed
     */
    public Model applyTo(Model model) {
        if (needsData()) {
            throw new IllegalStateException(
                    "\"" + title() + "\" needs a batch of data: call applyTo(model, batch) with one of the training");
        }
        requireNothingHidden(model);
        return Surgery.operate(model, changesNetworkClass(), this::edit);
    }

    /**
     * As {@link #applyTo(Model)}, with a batch for steps that need data.
     *
     * @throws IllegalArgumentException also where the batch is null or does not fit the model's inputs
     */
    public Model applyTo(Model model, DataSet batch) {
        return applyTo(model, Batch.of(batch));
    }

    /** As {@link #applyTo(Model, DataSet)}, for models with several inputs too. */
    public Model applyTo(Model model, MultiDataSet batch) {
        return applyTo(model, Batch.of(batch));
    }

    /**
     * As {@link #applyTo(Model, MultiDataSet)}, with other random weights where weights are drawn anew: for trials over
     * several seeds.
     *
     * @param draw 0 for the weights that the advice itself names, any other number for others
     */
    public Model applyTo(Model model, MultiDataSet batch, long draw) {
        return applyTo(model, Batch.of(batch), draw);
    }

    private Model applyTo(Model model, Batch batch) {
        return applyTo(model, batch, 0);
    }

    private Model applyTo(Model model, Batch batch, long draw) {
        requireNothingHidden(model);
        return Surgery.operate(model, changesNetworkClass(), draw, draft -> {
            requireTogether(draft);
            StepSequence.each(steps, draft, step -> {
                require(step, draft, step.refusal(draft, batch));
                step.edit(draft, batch);
            });
        });
    }

    /**
     * What would change in this network's configuration, like a diff: names of layers, {@code - setting: before},
     * {@code + setting: after}, {@code ! …} for parameters that are not what they would be drawn to. Empty right after it was
     * applied; once the treated network has been trained, applying it again would draw its weights anew, and says so.
     *
     * @throws IllegalArgumentException as {@link #applyTo(Model)}
     */
    public List<String> configurationDifference(Model model) {
        return ConfigurationDifference.of(model, changesNetworkClass(), this::edit);
    }

    private void edit(NetworkDraft draft) {
        requireTogether(draft);
        StepSequence.each(steps, draft, step -> {
            require(step, draft, step.refusal(draft));
            step.edit(draft);
        });
    }

    private void requireTogether(NetworkDraft draft) {
        Conflicts.in(draft, steps).ifPresent(conflict -> {
            throw new IllegalArgumentException(conflict);
        });
    }

    private void requireNothingHidden(Model model) {
        Conflicts.on(model, steps).ifPresent(reason -> {
            throw new IllegalArgumentException("\"" + title() + "\" does not apply to this "
                    + model.getClass().getSimpleName() + ": " + reason);
        });
    }

    private static void require(Remedy step, NetworkDraft draft, Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw new IllegalArgumentException(
                    "\"" + step.title() + "\" does not apply to this " + draft.networkClass() + ": " + reason);
        });
    }

    /** The recommendation as a part of a report. */
    public List<Section> sections() {
        // What a lesser step would keep is lost by the gravest one.
        List<String> effects = steps.stream()
                .filter(step -> step.safety() == safety())
                .map(Remedy::effect)
                .distinct()
                .toList();
        return List.of(Section.of(
                title(),
                new Paragraph(
                        predicted.isNone() ? explanation : explanation + " Predicted: " + predicted.statement() + "."),
                new Paragraph(String.join(" ", effects) + " Safety: " + safety().explanation() + "."),
                new Paragraph("Layers: " + LayerNames.list(layers()) + ".")));
    }

    /** For people, in a few lines. */
    @Override
    public String toString() {
        return Console.print(sections());
    }
}
