/** Trains the cases and measures how well they do: the bench's ground truth. */
@NullMarked
package org.gradientdoctor.samples.faults.trial;

import org.jspecify.annotations.NullMarked;
