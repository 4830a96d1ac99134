/** From a diagnosis to recommendations in order: which remedy for which cause, with which target values, and why. */
@NullMarked
package org.gradientdoctor.remedies.ranking;

import org.jspecify.annotations.NullMarked;
