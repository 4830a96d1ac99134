/** Turns a diagnosis into a treated network. */
@NullMarked
package org.gradientdoctor.remedies;

import org.jspecify.annotations.NullMarked;
