/** What is sick, by outcome. */
@NullMarked
package org.gradientdoctor.samples.faults.truth;

import org.jspecify.annotations.NullMarked;
