package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;

/**
 * Trains candidates plainly, one after another, while the budget lasts, and keeps the one that is best on the validation
 * data. The untreated network is the first of them and costs nothing: its user has trained it before looking for a
 * repair.
 */
final class BudgetedSearch {
    private final Intake intake;
    private final int budget;
    private final List<String> tried = new ArrayList<>();
    private int spent;
    private int looks;
    private Model best;
    private boolean bestIsStandardized;
    private double bestValue;
    private String chosen;

    BudgetedSearch(Intake intake, int budget) {
        this.intake = intake;
        this.budget = budget;
        this.best = new PlainlyTrained().repair(intake, budget).network();
        this.chosen = "untreated";
        this.bestValue = intake.validated(best, intake.known());
        note(chosen, bestValue);
    }

    boolean goesOn() {
        return spent < budget;
    }

    /**
     * Trains one candidate.
     *
     * @param network makes it; what it throws, and what its training throws, ends the candidate at the cost of a training
     * @param standardized whether it is given standardized features
     * @param draw of the order of examples
     */
    void attempt(String title, Supplier<Model> network, boolean standardized, long draw) {
        Split data = standardized ? intake.known().standardized() : intake.known();
        spent += intake.sick().iterations();
        double value = Double.NEGATIVE_INFINITY;
        try {
            Model candidate = network.get();
            intake.training(data, 1, draw).train(candidate, intake.sick().iterations());
            value = intake.validated(candidate, data);
            if (value > bestValue) {
                best = candidate;
                bestIsStandardized = standardized;
                bestValue = value;
                chosen = title;
            }
        } catch (RuntimeException e) {
            tried.add(title + " threw " + e);
        }
        note(title, value);
    }

    private void note(String title, double value) {
        looks++;
        tried.add(String.format(Locale.ROOT, "%s %.3f", title, value));
    }

    Treated result() {
        return new Treated(best, bestIsStandardized, spent, looks, chosen, tried);
    }
}
