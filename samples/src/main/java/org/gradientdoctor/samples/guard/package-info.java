/** Trainings with injected faults, with and without the guard. */
@NullMarked
package org.gradientdoctor.samples.guard;

import org.jspecify.annotations.NullMarked;
