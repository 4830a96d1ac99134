package org.gradientdoctor.samples.notebooks;

import java.util.List;
import java.util.Map;

/**
 * What a notebook says, as expressions that are true in its session at the end.
 *
 * @param epochs how long it trains in the test: enough for what it says to be so
 * @param pictures it shows at least
 * @param claims expressions of Java
 */
record Story(int epochs, int pictures, List<String> claims) {
    /** By the notebooks' names. */
    static final Map<String, Story> ALL = Map.of(
            "1-vanishing",
            new Story(
                    20,
                    6,
                    List.of(
                            "diagnosis.sick().get(0).code().equals(\"GH001\")",
                            "diagnosis.causes().get(0).cause() == Cause.SATURATING_ACTIVATION",
                            "before.sick().stream().anyMatch(finding -> finding.code().equals(\"GH001\"))",
                            "diagnosis.prediction().isTooDeep()",
                            "advice.get(0).title().contains(\"swap activation\")",
                            "after.prediction().measuredTotal() > diagnosis.prediction().measuredTotal() + 3",
                            "accuracy(treated) > accuracy(deep)")),
            "2-exploding",
            new Story(
                    4,
                    6,
                    List.of(
                            "before.sick().get(0).code().equals(\"GH002\")",
                            "during.sick().stream().anyMatch(finding -> finding.code().equals(\"GH003\"))",
                            "during.causes().get(0).cause() == Cause.WEIGHT_SCALE_TOO_LARGE",
                            "forWeights.get(0).title().contains(\"re-initialize weights\")",
                            "fastBefore.finding(Symptom.EXPLODING_GRADIENT).get().outcome() == Outcome.HEALTHY",
                            "fastDuring.causes().get(0).cause() == Cause.LEARNING_RATE_TOO_HIGH",
                            "forRate.get(0).title().contains(\"learning rate\")",

                            // Saturation: the signal falls all the way, and large weights do less than they would
                            // alone.
                            "IntStream.range(1, first.length).allMatch(i -> first[i] < first[i - 1])",
                            "IntStream.range(1, measured.length).allMatch(i -> measured[i] < weightsAlone[i])")),
            "3-error-signal",
            new Story(
                    2,
                    6,
                    List.of(
                            "Math.abs(collapsed.prediction().perLayer() - collapsed.prediction().measuredPerLayer()) < .05",
                            "collapsed.sick().stream().anyMatch(finding -> finding.code().equals(\"GH016\"))",
                            "depths[5] > depths[0] && depths[5] > depths[12]",
                            "both.causes().stream().map(Attribution::cause).collect(Collectors.toSet())"
                                    + ".equals(Set.of(Cause.SATURATING_ACTIVATION, Cause.WEIGHT_SCALE_TOO_SMALL))",
                            // What comes back in truth is in the proportion of the shares.
                            "Math.abs((sick - lost(twoFaults(false, true))) / (sick - lost(twoFaults(true, true)))"
                                    + " - both.causes().get(0).share()) < .1")),
            "4-recurrent",
            new Story(
                    10,
                    5,
                    List.of(
                            "closed.sick().stream().anyMatch(finding -> finding.code().equals(\"GH001\"))",
                            "closed.causes().get(0).cause() == Cause.RECURRENCE_LENGTH",
                            "exploding.sick().stream().anyMatch(finding -> finding.code().equals(\"GH002\"))",
                            "diagnosis.sick().stream().anyMatch(finding -> finding.code().equals(\"GH001\"))",
                            "diagnosis.causes().get(0).cause() == Cause.SATURATING_ACTIVATION",
                            "accuracy(treated, steps) > accuracy(onLong, steps)")),
            "5-residual",
            new Story(
                    1,
                    4,
                    List.of(
                            "sixteen.diagnosis().sick().get(0).code().equals(\"GH001\")",
                            "four.accuracy() > sixteen.accuracy() + .3",
                            "residual.model() instanceof ComputationGraph",
                            "residual.accuracy() > sixteen.accuracy() + .3",
                            "signal(sixteen)[0] < signal(he)[0]",
                            "advice.stream().anyMatch(each -> each.title().contains(\"skip connections\"))")),
            "6-repair-your-own",
            new Story(
                    12,
                    2,
                    List.of(
                            "before.sick().stream().anyMatch(finding -> finding.code().equals(\"GH013\"))",
                            "diagnosis.causes().get(0).cause() == Cause.INPUT_SCALE",
                            "report.accepted().get().title().contains(\"standardization\")",
                            "Files.exists(reportFile)",
                            "after > untreated.evaluate(outer.heldOut()).accuracy() + .3")),
            "7-guard",
            new Story(
                    20,
                    2,
                    List.of(
                            "lost.sick().stream().anyMatch(finding -> finding.code().equals(\"GH003\"))",
                            "accuracy(alone).startsWith(\"none\")",
                            "Double.parseDouble(accuracy(guarded)) > .9",
                            "guard.interventions().stream().map(Intervention::iteration).toList()"
                                    + ".containsAll(List.of((long) nanAt, (long) swapAt))",
                            "guard.interventions().stream().anyMatch(each ->"
                                    + " each.kind() == Intervention.Kind.ROLLED_BACK)",
                            "same",
                            "reason.contains(\"training was stopped\")",
                            "Double.parseDouble(accuracy(hopeless)) > .8")));
}
