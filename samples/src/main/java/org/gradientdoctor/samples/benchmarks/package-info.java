/** What watching costs. */
@NullMarked
package org.gradientdoctor.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
