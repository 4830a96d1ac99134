/** The programs, run. */
@NullMarked
package org.gradientdoctor.samples.uses;

import org.jspecify.annotations.NullMarked;
