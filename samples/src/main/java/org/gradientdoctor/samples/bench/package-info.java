/** Benchmarks: what watching adds to training, and what a summary costs. */
@NullMarked
package org.gradientdoctor.samples.bench;

import org.jspecify.annotations.NullMarked;
