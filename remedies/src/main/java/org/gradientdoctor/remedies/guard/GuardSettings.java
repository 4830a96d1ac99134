package org.gradientdoctor.remedies.guard;

/**
 * What a guard goes by; {@link org.gradientdoctor.remedies.TrainingGuardBuilder} tells the defaults and where they come
 * from.
 *
 * @param spikeScore standard deviations above the running mean from where on a loss or gradient norm is a spike
 * @param normFactor how often the largest recent gradient norm a spike of the norm has to be, a ratio
 * @param lossFactor how often the largest recent loss a jump of the loss has to be, a ratio
 * @param snapshotEvery iterations between two snapshots
 * @param window iterations within which troubles count as one after the other
 * @param spikesInWindow clipped or skipped steps in a window that still are rare
 * @param quiet iterations without trouble before the rate is raised again
 * @param lowering factor of each lowering of the rate, below 1
 * @param lowerings how often the rate is lowered before training is stopped
 * @param deadBatches steps skipped in a row, for values that are not finite at healthy parameters, before training is
 *     stopped
 */
public record GuardSettings(
        double spikeScore,
        double normFactor,
        double lossFactor,
        int snapshotEvery,
        int window,
        int spikesInWindow,
        int quiet,
        double lowering,
        int lowerings,
        int deadBatches) {

    /** The defaults. */
    public static GuardSettings standard() {
        return new GuardSettings(5, 10, 2, 10, 100, 5, 100, .5, 10, 50);
    }
}
