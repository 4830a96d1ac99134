package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.listeners.capture.InputCapture;
import org.gradientdoctor.listeners.capture.OutputCapture;
import org.gradientdoctor.listeners.capture.PassReader;
import org.gradientdoctor.listeners.capture.RandomState;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads the error signal of a network on a batch of one's own: one forward and one backward pass in training mode, layer
 * by layer, by Deeplearning4j's own passes.
 *
 * <p>It works on a copy. The network itself (parameters, gradient, updater state, iteration count, running statistics,
 * layer inputs, masks, listeners) and the calling thread's ND4J random state are as before, bit for bit. Dropout is on
 * and drawn from a fixed seed, so the same batch gives the same reading. Truncated back-propagation through time is
 * probed over the full sequence.
 *
 * <p>Confined to one thread. One probe may read several batches; the network may be trained meanwhile, but the probe
 * reads the parameters it was made with.
 */
public final class BackwardProbe {

    /** Where dropout starts for each batch. */
    static final long SEED = 20_110_411;

    private final WatchedNetwork copy;
    private final Route route;
    private final TensorSummarizer summarizer = new TensorSummarizer();

    private BackwardProbe(WatchedNetwork copy, Route route) {
        this.copy = copy;
        this.route = route;
    }

    /**
     * Copies a network in order to probe it.
     *
     * @param model an initialized {@code MultiLayerNetwork} or {@code ComputationGraph} with parameters and at least one
     *     layer that computes a loss
     * @throws IllegalArgumentException if it is null, of another class, without parameters or without a loss
     * @throws IllegalStateException if it is not initialized
     */
    public static BackwardProbe of(@Nullable Model model) {
        Model initialized = ProbedModels.requireReady(model);
        return RandomState.preserve(() -> make(initialized));
    }

    @SuppressWarnings("try") // A scope is all the resource is for.
    private static BackwardProbe make(Model model) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            WatchedNetwork copy = WatchedNetwork.of(NetworkCopy.of(model));
            Route route = Route.through(copy);
            if (route.outputs().isEmpty()) {
                throw new IllegalArgumentException("the network has no output layer with a loss, so there is no error"
                        + " to follow: give one that ends in an OutputLayer, RnnOutputLayer, LossLayer or the like");
            }
            return new BackwardProbe(copy, route);
        }
    }

    /** The copy it works on; whoever moves its parameters puts them back. */
    Model copy() {
        return copy.model();
    }

    /** The layers there are, by whose names readings go. */
    public NetworkProfile profile() {
        return copy.profile();
    }

    /**
     * Probes with one batch.
     *
     * @param batch features and labels as the network is trained with, [rows, …], masks included
     * @param number which batch it is, counted from 0, for messages
     * @return without dose and memorization
     * @throws IllegalArgumentException if the batch is null or empty, has no labels, or does not fit the network
     */
    public ProbeReading read(@Nullable DataSet batch, int number) {
        return read(ProbeBatch.of(batch, number), new PassObserver() {});
    }

    /** As for a {@code DataSet}, for networks of several inputs or outputs. */
    public ProbeReading read(@Nullable MultiDataSet batch, int number) {
        return read(ProbeBatch.of(batch, number), new PassObserver() {});
    }

    @SuppressWarnings("try") // A scope is all the resource is for.
    ProbeReading read(ProbeBatch batch, PassObserver observer) {
        new BatchCheck(copy, route, batch).check();
        return RandomState.preserve(() -> {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                Nd4j.getRandom().setSeed(SEED);
                return pass(batch, observer);
            } finally {
                route.clear();
            }
        });
    }

    private ProbeReading pass(ProbeBatch batch, PassObserver observer) {
        PassReader reader = new PassReader(copy, summarizer);
        // What a pass does not reach keeps what was there, and a step is made of all of it.
        copy.model().getGradientsViewArray().assign(0);
        SequenceMasks masks = new SequenceMasks(copy, route, batch);
        PassSummaries summaries = new PassSummaries(reader, masks, summarizer);
        TimeCapture overTime = new TimeCapture(copy, masks);
        NetworkPass pass = new NetworkPass(route, batch, List.of(summaries, overTime, observer));
        pass.forward();
        reader.openTap();
        try {
            pass.backward();
        } finally {
            reader.closeTap();
        }
        double score = pass.isScored() ? pass.score() : networkScore(batch, pass);
        reader.readGradients(pass.gradients(), batch.rows());
        VitalSigns vitals = reader.vitalSigns(batch.rows(), score);
        List<String> unread = new ArrayList<>();
        String fault = reader.fault();
        if (fault != null) {
            unread.add(fault);
        }
        List<LayerReading> layers = layers(pass, reader, summaries, masks);
        List<InputReading> inputs = InputCapture.read(copy, batch.allFeatures(), batch.allFeatureMasks());
        List<OutputReading> outputs = outputs(reader, unread);
        List<String> equalUnits = EqualUnits.of(copy, route, pass.gradients());
        List<TimeProfile> time = overTime.read(unread);
        IterationReading reading = new IterationReading(
                vitals,
                layers,
                inputs.get(0).columns(),
                outputs.isEmpty() ? null : outputs.get(0).predictions(),
                outputs.isEmpty() ? null : outputs.get(0).labels());
        observer.done(pass);
        return new ProbeReading(reading, inputs, outputs, time, equalUnits, null, null, unread);
    }

    /**
     * The score as the network itself computes it, where a layer can't be passed alone.
     *
     * @throws IllegalArgumentException if it can't either: then no training can take this batch
     */
    private double networkScore(ProbeBatch batch, NetworkPass pass) {
        try {
            return new Passes(copy.model(), batch).score();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    batch.name() + " can't be trained on, Deeplearning4j computes no loss from it: "
                            + pass.firstFault().orElse(String.valueOf(e.getMessage()))
                            + ". Give features, labels and masks of the shapes that the network takes, or mend the"
                            + " layer",
                    e);
        }
    }

    private List<LayerReading> layers(
            NetworkPass pass, PassReader reader, PassSummaries summaries, SequenceMasks masks) {
        List<LayerReading> layers = new ArrayList<>();
        for (int i = 0; i < route.stations().size(); i++) {
            String failure = pass.failure(i);
            layers.add(reader.layer(
                    i,
                    summaries.activations(i),
                    summaries.activationUnits(i),
                    summaries.inputError(i),
                    masks.of(i),
                    failure == null
                            ? List.of()
                            : List.of("the error signal of layer "
                                    + route.stations().get(i).name() + " was not read: " + failure)));
        }
        return layers;
    }

    private List<OutputReading> outputs(PassReader reader, List<String> unread) {
        List<OutputReading> outputs = new ArrayList<>();
        for (int station : route.outputs()) {
            IOutputLayer output =
                    Objects.requireNonNull(route.stations().get(station).output(), "an output has an output layer");
            WatchedLayer layer = copy.layers().get(station);
            OutputReading reading = OutputCapture.read(layer, output, reader.answers(station), unread);
            if (reading != null) {
                outputs.add(reading);
            }
        }
        return outputs;
    }
}
