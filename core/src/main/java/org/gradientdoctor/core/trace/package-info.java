/** The bounded history of one training run. */
@NullMarked
package org.gradientdoctor.core.trace;

import org.jspecify.annotations.NullMarked;
