/** Repairs the bench's cases by the advisor and by simpler means at the same budget, and judges what comes back. */
@NullMarked
package org.gradientdoctor.samples.faults.repair;

import org.jspecify.annotations.NullMarked;
