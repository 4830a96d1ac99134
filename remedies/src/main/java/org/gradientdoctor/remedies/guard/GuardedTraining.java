package org.gradientdoctor.remedies.guard;

import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.gradientdoctor.core.trace.Intervention.Reason;
import org.gradientdoctor.remedies.clipping.RawGradients;
import org.jspecify.annotations.Nullable;

/**
 * Guards the training of one network: judges each step before it is taken, and undoes what was wrong when it is done.
 *
 * <p>One odd batch costs one step. Only where the next one is odd as well are the parameters to blame, and training goes
 * back to the confirmed snapshot. Where the loss stays high with those parameters, too, the data have changed.
 */
public final class GuardedTraining {
    /** A loss that jumps for two batches in a row is the parameters' fault. */
    private static final int JUMPS = 2;
    /** Three in a row, of batches that are finite themselves, are the parameters' fault, though these are finite as well. */
    private static final int NON_FINITE_IN_A_ROW = 3;
    /** Jumps in a row right after going back: the data have changed. */
    private static final int JUMPS_AFTER_GOING_BACK = 3;
    /** Snapshots are not taken while the mean loss is so many times the best. */
    private static final double NEAR_BEST = 1.5;
    /** But after so many intervals all the same. */
    private static final int OLDEST_IN_INTERVALS = 50;

    private final GuardSettings settings;
    private final NetworkState network;
    private final RecurrentStates states;
    private final StepPause pause;
    private final LearningRates rates;
    private final Escalation escalation;
    private final Consumer<Intervention> log;
    private Judge judge;
    private @Nullable Snapshots snapshots;
    private @Nullable Trouble goBack;
    private @Nullable String stop;
    private double loss = Double.NaN;
    private double norm = Double.NaN;
    private double lastGoodLoss = Double.NaN;
    private int oddInARow;
    private boolean wentBackInThisRow;
    private boolean lowerAfterStep;

    /**
     * @param model a network
     * @param settings what to go by
     * @param log takes what is done
     */
    public GuardedTraining(Model model, GuardSettings settings, Consumer<Intervention> log) {
        this.settings = settings;
        this.log = log;
        this.network = new NetworkState(model);
        this.states = new RecurrentStates(network.layers(), network.isTruncated());
        this.pause = new StepPause(network);
        this.rates = new LearningRates(network);
        this.escalation = new Escalation(settings);
        this.judge = new Judge(settings);
    }

    /** Whether a guard can guard a model: one of the two network classes. */
    public static boolean isNetwork(Model model) {
        return NetworkState.isNetwork(model);
    }

    /** Whether its iterations are single steps, the only ones that can be kept from being taken. */
    public boolean stepsDirectly() {
        return network.stepsDirectly();
    }

    /** Whether a model is the network under guard. */
    @SuppressWarnings("ReferenceEquality") // One network, not one equal to it.
    public boolean isOf(Model model) {
        return network.model() == model;
    }

    /** Gives the network its own updater back. Where the guard has failed nothing else is to be undone. */
    public void withdraw() {
        pause.resume();
    }

    /** Judges the step that is about to be taken; to be called when the gradient is there and the updater has not run. */
    public void beforeStep() {
        pause.resume();
        goBack = null;
        stop = null;
        lowerAfterStep = false;
        states.beforeStep();
        if (snapshots == null) {
            snapshots = new Snapshots(
                    settings.snapshotEvery(), new Snapshot(network, states, judge, network.iteration() - 1));
            if (!NetworkState.isFinite(network.parameters())) {
                stop = "its parameters were not finite before the first step under guard, so that there is nothing to"
                        + " go back to; initialize it anew, or load a model that was saved earlier, and give it a new guard";
                pause.pause();
                return;
            }
        }
        rates.beforeStep();
        RawGradients gradients = RawGradients.of(network.model());
        loss = network.loss();
        norm = gradients.norm();
        Optional<Trouble> trouble = judge.judge(loss, norm);
        if (trouble.isEmpty()) {
            oddInARow = 0;
            wentBackInThisRow = false;
        } else {
            act(trouble.get(), gradients);
        }
    }

    private void act(Trouble trouble, RawGradients gradients) {
        switch (trouble.reason()) {
            case EXPLODING_GRADIENT -> {
                oddInARow = 0;
                wentBackInThisRow = false;
                double scale = judge.clipped(norm) / norm;
                gradients.views().values().forEach(view -> view.muli(scale));
                note(Kind.CLIPPED_GRADIENT, trouble);
                lowerWhereOften();
            }
            case NON_FINITE -> {
                oddInARow++;
                pause.pause();
                escalation.trouble(network.iteration());
                boolean damaged = !NetworkState.isFinite(network.parameters());
                boolean faultyData = network.batch().stream().anyMatch(array -> !NetworkState.isFinite(array));
                // Of a batch that is not finite itself no other parameters would make anything finite.
                boolean persistent = oddInARow >= NON_FINITE_IN_A_ROW && !faultyData && !wentBackInThisRow;
                if (damaged || persistent) {
                    goBack = trouble;
                } else {
                    note(Kind.SKIPPED_STEP, trouble);
                }
                if (oddInARow >= settings.deadBatches()) {
                    stop = oddInARow + " batches in a row gave a loss or a gradient that is not finite, "
                            + (faultyData
                                    ? "and there are NaN or infinities in features or labels of the last one; remove such"
                                            + " examples, and look for what made them"
                                    : "also with the parameters of an earlier, healthy iteration; look for values so large that"
                                            + " they overflow, and for a loss function that cannot take these labels");
                }
            }
            case DIVERGING_LOSS -> oddLoss(trouble, true);
            default -> oddLoss(trouble, false);
        }
    }

    private void oddLoss(Trouble trouble, boolean forSure) {
        oddInARow++;
        if (wentBackInThisRow && oddInARow > JUMPS + JUMPS_AFTER_GOING_BACK) {
            judge.restart();
            oddInARow = 0;
            wentBackInThisRow = false;
            note(Kind.ACCEPTED_LEVEL, trouble);
            return;
        }
        pause.pause();
        if ((forSure || oddInARow >= JUMPS) && !wentBackInThisRow) {
            goBack = trouble;
        } else {
            note(Kind.SKIPPED_STEP, trouble);
            lowerWhereOften();
        }
    }

    /** Not before the step: rates are set in a new updater, which would take the place of the one at rest. */
    private void lowerWhereOften() {
        lowerAfterStep = escalation.isNoLongerRare(network.iteration());
    }

    private void lower(Reason reason) {
        escalation.lower(network.iteration());
        rates.set(escalation.factor());
        note(Kind.LOWERED_RATE, new Trouble(reason, Double.NaN));
    }

    /**
     * Undoes what has to be undone, and keeps what is well; to be called when the step was taken.
     *
     * @return why training has to be stopped; empty where it goes on
     */
    public Optional<String> afterStep() {
        Snapshots kept = snapshots;
        if (kept == null) {
            return Optional.empty();
        }
        boolean paused = pause.isPaused();
        pause.resume();
        if (!paused && !NetworkState.isFinite(network.flatGradient())) {
            goBack = Trouble.NON_FINITE;
        }
        Trouble damage = goBack;
        goBack = null;
        if (damage != null) {
            goBack(kept, damage);
        } else if (paused) {
            states.passOver();
            showGoodLoss();
        } else {
            lastGoodLoss = loss;
            keep(kept);
        }
        if (damage == null && lowerAfterStep && escalation.canLower()) {
            lower(Reason.REPEATED);
        }
        String reason = stop;
        if (reason != null) {
            note(Kind.STOPPED, new Trouble(Reason.REPEATED, Double.NaN));
        }
        return Optional.ofNullable(reason);
    }

    private void keep(Snapshots kept) {
        long iteration = network.iteration();
        if (escalation.raise(iteration)) {
            rates.set(escalation.factor());
            note(Kind.RAISED_RATE, new Trouble(Reason.QUIET, Double.NaN));
        }
        boolean old = kept.age(iteration) > (long) OLDEST_IN_INTERVALS * settings.snapshotEvery();
        if (kept.isDue(iteration) && !judge.isSuspicious() && (old || judge.isNearBest(NEAR_BEST))) {
            if (network.isFinite()) {
                kept.take(network, states, judge, iteration);
            } else {
                goBack(kept, Trouble.NON_FINITE);
            }
        }
    }

    private void goBack(Snapshots kept, Trouble damage) {
        long now = network.iteration();
        Snapshot snapshot = kept.confirmed(now);
        if (!snapshot.fits(network)) {
            throw new IllegalStateException("the network has other arrays than when its snapshot was taken");
        }
        snapshot.restore(network, states);
        judge = snapshot.usual();
        wentBackInThisRow = true;
        showGoodLoss();
        note(new Intervention(
                now,
                Kind.ROLLED_BACK,
                damage.reason(),
                loss,
                norm,
                damage.limit(),
                snapshot.iteration(),
                rates.factor()));
        boolean repeated = escalation.isRepeated(now);
        if (repeated || damage.reason() == Reason.DIVERGING_LOSS) {
            if (escalation.canLower()) {
                lower(repeated ? Reason.REPEATED : Reason.DIVERGING_LOSS);
            } else if (stop == null) {
                stop = "it went wrong again within " + settings.window() + " iterations although the learning rates"
                        + " were lowered " + escalation.level() + " times, to " + rates.factor()
                        + " of what was set; look at the diagnosis of a GradientHealthListener, begin with a"
                        + " smaller rate, and look at the data around this iteration";
            }
        }
    }

    /** The loss of a step that was not taken is not the network's: early stopping would end training for it. */
    private void showGoodLoss() {
        if (Double.isFinite(lastGoodLoss)) {
            network.setLoss(lastGoodLoss);
        }
    }

    private void note(Kind kind, Trouble trouble) {
        note(new Intervention(
                network.iteration(),
                kind,
                trouble.reason(),
                loss,
                norm,
                trouble.limit(),
                Intervention.NOWHERE,
                rates.factor()));
    }

    private void note(Intervention intervention) {
        log.accept(intervention);
    }
}
