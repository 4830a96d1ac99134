/** Listeners that clip gradients in ways Deeplearning4j does not. */
@NullMarked
package org.gradientdoctor.remedies.clipping;

import org.jspecify.annotations.NullMarked;
