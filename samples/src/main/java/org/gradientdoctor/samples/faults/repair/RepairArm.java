package org.gradientdoctor.samples.faults.repair;

/** One way to go about a training that may be sick. */
interface RepairArm {

    /** Its name in tables and in the store. */
    String name();

    /**
     * Does what it does, and trains.
     *
     * @param budget iterations: a training is begun while they are not used up, and what was begun is finished, so that
     *     an arm may train for longer by part of one plain training
     */
    Treated repair(Intake intake, int budget);
}
