package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Puts a standardization in front of the first layer, and of what reads the same input as it does, so that raw data are
 * read, column by column (channel by channel), as if they were standardized (LeCun et al. 1998): a frozen batch
 * normalization, which Deeplearning4j runs as at inference in training, too, by the statistics it was given. Unlike what
 * {@link StandardizeInputs} folds into weights it leaves every column its full rate, and goes before a convolution, whose
 * padded zeros are then the columns' means.
 *
 * @param layer the layer that reads the network's input
 * @param columns mean and deviation of each input column
 */
public record NormalizeInputs(String layer, Columns columns) implements Remedy {
    private static final long serialVersionUID = 1L;

    private static final String NORM = "-input-norm";

    /**
     * @throws IllegalArgumentException where an argument is null
     */
    public NormalizeInputs {
        Given.value("layer", layer);
        Given.value("columns", columns);
    }

    @Override
    public String name() {
        return "normalize-inputs";
    }

    @Override
    public String title() {
        return "insert a standardization in front of the first layer";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public List<String> layers() {
        return List.of(layer);
    }

    @Override
    public String effect() {
        return "Keeps all weights and adds four numbers per input column that do not train; the first layer reads"
                + " standardized columns from then on, so what it had learned of raw ones is lost.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers(), first -> reason(draft, first));
    }

    private Stream<String> reason(NetworkDraft draft, LayerDraft first) {
        Optional<String> unfit = size(first).or(() -> range(draft.dataType()));
        if (isNormalized(draft, first)) {
            return unfit.stream();
        }
        return place(draft, first)
                .or(() -> kind(first))
                .or(() -> others(draft, first))
                .or(() -> unfit)
                .or(() -> Stream.of(normOf(first), stepsOf(first))
                        .filter(name -> !draft.isFree(name))
                        .map(name -> "\"" + name + "\" is there already and is something else; rename it")
                        .findFirst())
                .stream();
    }

    private static Optional<String> place(NetworkDraft draft, LayerDraft first) {
        return draft.readsInputAlone(first)
                ? Optional.empty()
                : Optional.of("layer " + first + " does not read the network's input alone; name the layer that does");
    }

    /** In a graph, what else reads the input has to read it alike. */
    private static Optional<String> others(NetworkDraft draft, LayerDraft first) {
        return first.inputs().stream()
                .flatMap(input -> besides(draft, first, input).stream()
                        .flatMap(reader -> difference(draft, first, reader).stream())
                        .map(difference -> "input " + input + " is read by " + difference
                                + "; fit a normalizer on the data instead"))
                .findFirst();
    }

    private static List<String> besides(NetworkDraft draft, LayerDraft first, String input) {
        return draft.readers(input).stream()
                .filter(reader -> !reader.equals(first.name()))
                .toList();
    }

    private static Optional<String> difference(NetworkDraft draft, LayerDraft first, String reader) {
        Optional<LayerDraft> other = draft.find(reader)
                .filter(draft::readsInputAlone)
                .filter(found -> kind(found).isEmpty() && readBy(found).equals(readBy(first)))
                .filter(found -> draft.preProcessor(reader).equals(draft.preProcessor(first.name())));
        if (other.isEmpty()) {
            return Optional.of(reader + ", which does not read it as layer " + first + " does");
        }
        // Unlike an input, what a layer gives is masked in place by the last of its readers, before the others are
        // done.
        return drops(first) || drops(other.get())
                ? Optional.of(reader + " as well as by layer " + first + ", and one of them drops inputs")
                : Optional.empty();
    }

    private static boolean drops(LayerDraft layer) {
        return layer.cores().stream().anyMatch(core -> core.getIDropout() != null);
    }

    private static Optional<String> kind(LayerDraft first) {
        Layer core = unwrapped(first.layer());
        if (core instanceof Convolution3D || core instanceof Deconvolution3D) {
            return Optional.of("layer " + first + " reads three-dimensional maps, for which Deeplearning4j's batch"
                    + " normalization has no pass; fit a normalizer on the data instead");
        }
        boolean readsColumns =
                core instanceof DenseLayer || core instanceof ConvolutionLayer || core instanceof BaseRecurrentLayer;
        return readsColumns
                ? Optional.empty()
                : Optional.of(
                        "layer " + first + " is not dense, convolutional or recurrent, or its wrapper looks at the"
                                + " values it reads or at their layout; fit a normalizer on the data instead");
    }

    private Optional<String> size(LayerDraft first) {
        long inputs = Folding.inputs(first);
        return inputs == columns.size()
                ? Optional.empty()
                : Optional.of("layer " + first + " reads " + inputs + " columns and " + columns.size()
                        + " are to be normalized");
    }

    private Optional<String> range(DataType type) {
        int column = new FixedStandardization(columns, BatchStatistics.epsilon(type)).firstOutOf(type);
        return column < 0
                ? Optional.empty()
                : Optional.of("column " + column + " has a mean of "
                        + columns.means().get(column) + " and a deviation of "
                        + columns.deviations().get(column) + ", which " + type
                        + " cannot hold; fit a normalizer on the data instead");
    }

    /**
     * This with mean and deviation of all these data, over examples, places and steps, in place of its own: an advisor has
     * read one minibatch only. What is not finite and what a mask hides is left out.
     *
     * @return this itself where the remedy is refused or the data have other columns
     * @throws IllegalArgumentException where an argument is null
     */
    public NormalizeInputs fittedTo(NetworkDraft draft, Iterable<Batch> data) {
        Given.value("draft", draft);
        Given.value("data", data);
        if (draft.find(layer).isEmpty() || refusal(draft).isPresent()) {
            return this;
        }
        LayerDraft first = draft.layer(layer);
        int input = draft.inputOf(isNormalized(draft, first) ? draft.layer(normOf(first)) : first);
        ColumnMoments moments = new ColumnMoments(readBy(first).channelDimension(), columns.size());
        for (Batch batch : data) {
            if (!moments.add(batch.features(input), batch.featuresMask(input))) {
                return this;
            }
        }
        return moments.columns().map(all -> new NormalizeInputs(layer, all)).orElse(this);
    }

    /**
     * The layer whose input such a layer standardizes; empty where it is none that this remedy has inserted.
     *
     * @throws IllegalArgumentException where an argument is null
     */
    public static Optional<String> standardizedBy(NetworkDraft draft, LayerDraft layer) {
        Given.value("draft", draft);
        return Optional.of(Given.value("layer", layer).name())
                .filter(name -> name.endsWith(NORM))
                .map(name -> name.substring(0, name.length() - NORM.length()))
                .flatMap(draft::find)
                .filter(first -> isNormalized(draft, first))
                .map(LayerDraft::name);
    }

    /** Through wrappers that read what their layer reads. */
    private static @Nullable Layer unwrapped(@Nullable Layer layer) {
        if (layer instanceof Bidirectional both) {
            return unwrapped(both.getFwd());
        }
        return layer instanceof LastTimeStep last ? unwrapped(last.getUnderlying()) : layer;
    }

    /** Whether this remedy was applied before; then it only sets the numbers. */
    private static boolean isNormalized(NetworkDraft draft, LayerDraft first) {
        return draft.named(normOf(first))
                .filter(found -> found.isFrozen()
                        && found.cores().get(0) instanceof BatchNormalization norm
                        && norm.isUseLogStd()
                        && !norm.isLockGammaBeta())
                .isPresent();
    }

    private static Layout readBy(LayerDraft layer) {
        return Layout.read((FeedForwardLayer) layer.cores().get(0));
    }

    private static String normOf(LayerDraft first) {
        return first.name() + NORM;
    }

    private static String stepsOf(LayerDraft first) {
        return first.name() + "-input-steps";
    }

    @Override
    public void edit(NetworkDraft draft) {
        LayerDraft first = draft.layer(layer);
        String norm = normOf(first);
        BatchNormalization normalization = BatchStatistics.normalization(readBy(first), draft.dataType());
        if (!isNormalized(draft, first)) {
            insert(draft, first, normalization);
        }
        new FixedStandardization(columns, normalization.getEps())
                .parameters()
                .forEach((key, values) -> draft.setParameter(norm, key, values));
    }

    private static void insert(NetworkDraft draft, LayerDraft first, BatchNormalization normalization) {
        Layout layout = readBy(first);
        Map<String, List<String>> others = first.inputs().stream()
                .collect(Collectors.toMap(input -> input, input -> besides(draft, first, input)));
        draft.insertBefore(
                first.name(),
                normOf(first),
                new FrozenLayer(normalization),
                layout.overTime() ? new RnnToFeedForwardPreProcessor(layout.sequences()) : null);
        if (layout.overTime()) {
            draft.insertBefore(
                    first.name(),
                    stepsOf(first),
                    new ActivationLayer(new ActivationIdentity()),
                    new FeedForwardToRnnPreProcessor(layout.sequences()));
        }
        String last = layout.overTime() ? stepsOf(first) : normOf(first);
        others.forEach((input, readers) -> readers.forEach(reader -> draft.lead(reader, input, last)));
    }
}
