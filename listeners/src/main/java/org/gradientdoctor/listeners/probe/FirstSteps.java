package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.Memorization;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.RandomState;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Takes a network's first steps on copies: how long they are, and whether they lead anywhere. */
final class FirstSteps {
    private final Model model;
    private final TrainingTrace trace;

    /** @param trace takes the reason where a step could not be taken */
    FirstSteps(Model model, TrainingTrace trace) {
        this.model = model;
        this.trace = trace;
    }

    /** Probes a batch and measures the dose of the step that it would bring. */
    ProbeReading read(BackwardProbe probe, ProbeBatch batch) {
        StepFromPass fromPass = new StepFromPass(model, probe.copy(), batch);
        ProbeReading reading = probe.read(batch, fromPass);
        if (!reading.reading().vitals().isFinite()) {
            trace.unread("no first step was tried: the loss or a gradient of the first pass is not finite");
            return reading;
        }
        List<IUpdater> updaters = updaters();
        if (updaters.isEmpty()) {
            trace.unread("no first step was tried: no layer is trained, all are frozen or have no parameters");
            return reading;
        }
        if (model.conf().getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            trace.unread("no first step was tried: " + model.conf().getOptimizationAlgo()
                    + " searches along a line by itself");
            return reading;
        }
        int iteration = (int) reading.iteration();
        int epoch = reading.reading().vitals().epoch();
        double[] rates = updaters.stream()
                .mapToDouble(
                        updater -> updater.hasLearningRate() ? updater.getLearningRate(iteration, epoch) : Double.NaN)
                .distinct()
                .toArray();
        double rate = rates.length == 1 ? rates[0] : Double.NaN;
        List<String> names = updaters.stream()
                .map(updater -> updater.getClass().getSimpleName())
                .distinct()
                .toList();
        String name = names.size() == 1 && rates.length == 1 ? names.get(0) : "the updaters";
        boolean scheduled = updaters.stream().anyMatch(updater -> isScheduled(updater, iteration, epoch));
        boolean rated = updaters.stream().allMatch(IUpdater::hasLearningRate);
        return attempt(reading, "no first step was tried", () -> {
            Trial trial = fromPass.trial().orElseGet(() -> Trial.of(model, batch));
            StepDose dose = CriticalStep.measure(trial.copy(), batch, trial.own(), name, rate, scheduled);
            boolean noRate = rated && rates.length == 1 && !Double.isFinite(rate);
            return reading.withDose(noRate ? dose.withoutStep() : dose);
        });
    }

    /** The reading with whether the first examples of this batch can be learned by heart. */
    ProbeReading learnByHeart(ProbeReading reading, ProbeBatch batch, int examples, int iterations) {
        ProbeBatch few = batch.first(examples);
        ProbeReading tried = attempt(reading, "learning by heart was not tried", () -> {
            ProbeReading of = BackwardProbe.of(model).read(few, new PassObserver() {});
            ConstantAnswer constant =
                    of.outputs().size() == 1 ? of.outputs().get(0).constantAnswer() : ConstantAnswer.unknown();
            return reading.withMemorization(
                    LearningByHeart.attempt(TrialCopy.withoutRegularization(model), few, constant, iterations));
        });
        return tried.memorization() == null
                ? tried.withMemorization(
                        Memorization.notTried("a copy of the network could not be trained on these examples"))
                : tried;
    }

    /** A copy that can't be trained is no reason not to tell the rest. */
    @SuppressWarnings("try") // A scope is all the resource is for.
    private ProbeReading attempt(ProbeReading reading, String what, Supplier<ProbeReading> work) {
        return RandomState.preserve(() -> {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                return work.get();
            } catch (RuntimeException fault) {
                trace.unread(what + ": " + fault);
                return reading;
            }
        });
    }

    /** The updaters of all layers that are trained. */
    private List<IUpdater> updaters() {
        List<IUpdater> updaters = new ArrayList<>();
        Layer[] layers =
                model instanceof MultiLayerNetwork stack ? stack.getLayers() : ((ComputationGraph) model).getLayers();
        for (Layer layer : layers) {
            LayerAnatomy anatomy = LayerAnatomy.of(layer);
            IUpdater updater = anatomy.frozen() || anatomy.running().numParams() == 0 ? null : anatomy.updater();
            if (updater != null) {
                updaters.add(updater);
            }
        }
        return updaters;
    }

    /** Whether the rate will be another one later: a schedule can't be asked for, but shows when looked ahead. */
    private static boolean isScheduled(IUpdater updater, int iteration, int epoch) {
        if (!updater.hasLearningRate()) {
            return false;
        }
        double now = updater.getLearningRate(iteration, epoch);
        for (int ahead = 1; ahead <= 1 << 20; ahead *= 4) {
            // By compare, as NaN is not another one.
            if (Double.compare(updater.getLearningRate(iteration + ahead, epoch), now) != 0
                    || Double.compare(updater.getLearningRate(iteration, epoch + ahead), now) != 0) {
                return true;
            }
        }
        return false;
    }
}
