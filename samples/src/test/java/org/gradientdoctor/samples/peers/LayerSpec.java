package org.gradientdoctor.samples.peers;

/** A layer's figures in one iteration: unsuspicious to every peer but for what a test sets. */
final class LayerSpec {
    private double gradientMagnitude = 1e-2;
    private double gradientMean = 1e-3;
    private double gradientNorm = 1;
    private int gradientZeros;
    private int gradientNonFinite;
    private double weightMagnitude = .5;
    private double weightMean = .01;
    private double weightVariance = .1;
    private double updateMagnitude = 5e-4;
    private double updateNorm = 5e-3;
    private boolean unchanged;
    private double activationMean = .1;
    private double deviation = 1;
    private int activationNonFinite;
    private double nonPositive = .5;
    private double idle;
    private double beyondFive;
    private double pinned;
    private double recentDeviation = 1;
    private double weak;
    private double squashed;

    static LayerSpec fine() {
        return new LayerSpec();
    }

    /** Means that differ from one iteration to the next, as in any training. */
    LayerSpec moving(int iteration) {
        gradientMean += 1e-5 * iteration;
        weightMean += 1e-4 * iteration;
        activationMean += 1e-3 * iteration;
        return this;
    }

    LayerSpec gradientMagnitude(double value) {
        gradientMagnitude = value;
        return this;
    }

    LayerSpec gradientMean(double value) {
        gradientMean = value;
        return this;
    }

    LayerSpec gradientNorm(double value) {
        gradientNorm = value;
        return this;
    }

    /** Of 100 elements. */
    LayerSpec gradientZeros(int value) {
        gradientZeros = value;
        return this;
    }

    LayerSpec gradientNonFinite(int value) {
        gradientNonFinite = value;
        return this;
    }

    LayerSpec weightMagnitude(double value) {
        weightMagnitude = value;
        return this;
    }

    LayerSpec weightMean(double value) {
        weightMean = value;
        return this;
    }

    LayerSpec weightVariance(double value) {
        weightVariance = value;
        return this;
    }

    LayerSpec updateMagnitude(double value) {
        updateMagnitude = value;
        return this;
    }

    /** Of weights whose norm is 5. */
    LayerSpec updateNorm(double value) {
        updateNorm = value;
        return this;
    }

    LayerSpec unchanged() {
        unchanged = true;
        return this;
    }

    LayerSpec activationMean(double value) {
        activationMean = value;
        return this;
    }

    LayerSpec deviation(double value) {
        deviation = value;
        return this;
    }

    LayerSpec activationNonFinite(int value) {
        activationNonFinite = value;
        return this;
    }

    LayerSpec nonPositive(double value) {
        nonPositive = value;
        return this;
    }

    LayerSpec idle(double value) {
        idle = value;
        return this;
    }

    LayerSpec beyondFive(double value) {
        beyondFive = value;
        return this;
    }

    LayerSpec pinned(double value) {
        pinned = value;
        return this;
    }

    LayerSpec recentDeviation(double value) {
        recentDeviation = value;
        return this;
    }

    LayerSpec weak(double value) {
        weak = value;
        return this;
    }

    LayerSpec squashed(double value) {
        squashed = value;
        return this;
    }

    LayerRecord build() {
        return new LayerRecord(
                new GradientRecord(
                        gradientMagnitude, gradientMean, gradientNorm, 100, gradientZeros, gradientNonFinite),
                new WeightRecord(weightMagnitude, weightMean, weightVariance, 5, 0),
                new UpdateRecord(updateMagnitude, updateNorm, unchanged),
                new ActivationRecord(
                        activationMean,
                        deviation,
                        -3,
                        3,
                        activationNonFinite,
                        nonPositive,
                        idle,
                        beyondFive,
                        pinned,
                        new ActivationRecord.Recent(recentDeviation, weak, squashed)));
    }
}
