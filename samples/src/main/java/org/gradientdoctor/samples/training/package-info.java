/** Trains networks equally and measures what they have learned. */
@NullMarked
package org.gradientdoctor.samples.training;

import org.jspecify.annotations.NullMarked;
