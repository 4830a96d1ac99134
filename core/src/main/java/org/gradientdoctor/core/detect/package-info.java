/** One file for each detector, the set of them, and the examination that runs them. */
@NullMarked
package org.gradientdoctor.core.detect;

import org.jspecify.annotations.NullMarked;
