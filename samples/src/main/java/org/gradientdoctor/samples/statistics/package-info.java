/** Shares and differences with their intervals. */
@NullMarked
package org.gradientdoctor.samples.statistics;

import org.jspecify.annotations.NullMarked;
