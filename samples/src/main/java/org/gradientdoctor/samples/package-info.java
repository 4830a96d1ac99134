/** The command line and the runnable samples. */
@NullMarked
package org.gradientdoctor.samples;

import org.jspecify.annotations.NullMarked;
