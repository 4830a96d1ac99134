/** The theory of signal propagation against what real networks do. */
@NullMarked
package org.gradientdoctor.samples.theory;

import org.jspecify.annotations.NullMarked;
