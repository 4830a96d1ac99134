/**
 * What was measured at one iteration, as immutable values, and the passes over memory that measure it.
 *
 * <p>Nothing here knows a deep learning library: tensors arrive as NIO buffers with an offset and strides. All
 * arithmetic is in double precision, whatever the element type of the buffer, and values that are not finite are
 * counted and answered as themselves, never dropped.
 */
@NullMarked
package org.gradientdoctor.core.reading;

import org.jspecify.annotations.NullMarked;
