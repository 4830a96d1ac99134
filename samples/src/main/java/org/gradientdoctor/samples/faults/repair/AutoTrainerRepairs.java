package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.samples.peers.AlarmKind;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * AUTOTRAINER's repairs for each of its problems, in its order (Zhang et al., ICSE 2021). Activations change and weights
 * stay. Two of its repairs for oscillation, a rate that falls on a plateau and noise, are left out; its initializer
 * gives the old weights back, and is taken here as what it is described to be, a new draw.
 */
final class AutoTrainerRepairs {
    private static final double CLIPPING_VALUE = 10;
    private static final double ADAM_RATE = 1e-3;
    private static final double ORDER_OF_MAGNITUDE = 10;
    private static final int LARGER_BATCH = 2;

    private final HiddenLayers layers;
    private final List<Attempt> attempts = new ArrayList<>();

    private AutoTrainerRepairs(HiddenLayers layers) {
        this.layers = layers;
    }

    /**
     * One repair.
     *
     * @param change makes a changed copy
     * @param batches how many times as large minibatches become
     */
    record Attempt(String title, UnaryOperator<Model> change, int batches) {}

    /** Those that this network takes. */
    static List<Attempt> of(AlarmKind problem, Model network) {
        AutoTrainerRepairs repairs = new AutoTrainerRepairs(HiddenLayers.of(network));
        switch (problem) {
            case VANISHING -> {
                repairs.swap(Activation.SELU);
                repairs.swap(Activation.RELU);
                repairs.normalize();
            }
            case EXPLODING -> {
                repairs.swap(Activation.SELU);
                repairs.swap(Activation.RELU);
                repairs.clip();
                repairs.tanh();
                repairs.normalize();
            }
            case DEAD -> {
                repairs.swap(Activation.SELU);
                repairs.normalize();
                repairs.draw();
                repairs.swap(Activation.LEAKYRELU);
                repairs.swap(Activation.ELU);
            }
            case OSCILLATING -> {
                repairs.update(UpdaterKind.ADAM);
                repairs.rate(1 / ORDER_OF_MAGNITUDE);
                repairs.batch();
                repairs.update(UpdaterKind.NESTEROVS);
                repairs.draw();
            }
            case SLOW -> {
                repairs.update(UpdaterKind.ADAM);
                repairs.rate(ORDER_OF_MAGNITUDE);
                repairs.draw();
            }
            default -> throw new IllegalArgumentException("AUTOTRAINER has no problem " + problem);
        }
        return repairs.attempts;
    }

    private void swap(Activation target) {
        List<String> names = layers.swappable();
        if (!names.isEmpty()) {
            add(SwapActivation.keepingWeights(names, target));
        }
    }

    private void tanh() {
        List<String> names = layers.swappable();
        attempts.add(new Attempt(
                "swap activation to tanh",
                network -> Surgery.operate(network, draft -> names.forEach(name -> tanh(draft, name))),
                1));
    }

    private static void tanh(NetworkDraft draft, String name) {
        var tanh = Activation.TANH.getActivationFunction();
        draft.layer(name).cores().forEach(core -> {
            if (core instanceof ActivationLayer only) {
                only.setActivationFn(tanh);
            } else {
                ((BaseLayer) core).setActivationFn(tanh);
            }
        });
    }

    private void normalize() {
        List<String> names = layers.normalizable();
        if (!names.isEmpty()) {
            add(new InsertBatchNormalization(names, Position.BEFORE_ACTIVATION, Start.STANDARD));
        }
    }

    private void clip() {
        List<String> names = layers.clippable();
        if (!names.isEmpty()) {
            add(new ClipGradients(ClipGradients.Form.ELEMENT_WISE, HiddenLayers.forEach(names, CLIPPING_VALUE)));
        }
    }

    private void draw() {
        var drawn = layers.drawn();
        if (!drawn.isEmpty()) {
            add(new ReinitializeWeights(drawn, layers.draft().seed() + 1));
        }
    }

    /** Adam at its usual rate; momentum at the rate there is. */
    private void update(UpdaterKind kind) {
        var rates = kind.isAdaptive() ? layers.updated(ADAM_RATE) : layers.rates(1);
        if (!rates.isEmpty()) {
            add(ChangeUpdater.to(kind, rates, DataType.FLOAT));
        }
    }

    private void rate(double factor) {
        var rates = layers.rates(factor);
        if (!rates.isEmpty()) {
            add(new TuneLearningRate(rates, RateCourse.constant()));
        }
    }

    private void batch() {
        attempts.add(new Attempt(
                "minibatches twice as large", network -> Surgery.operate(network, draft -> {}), LARGER_BATCH));
    }

    private void add(Remedy remedy) {
        if (remedy.refusal(layers.draft()).isEmpty()) {
            Recommendation recommendation = new Recommendation(List.of(remedy), "It is next in order.");
            attempts.add(new Attempt(remedy.title(), recommendation::applyTo, 1));
        }
    }
}
