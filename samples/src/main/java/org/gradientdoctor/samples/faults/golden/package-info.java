/** Verdicts on some fast cases that may not change unnoticed. */
@NullMarked
package org.gradientdoctor.samples.faults.golden;

import org.jspecify.annotations.NullMarked;
