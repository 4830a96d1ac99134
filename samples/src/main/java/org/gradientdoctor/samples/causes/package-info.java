/** Networks built so that the cause of their sickness is known, and how often the diagnosis names it. */
@NullMarked
package org.gradientdoctor.samples.causes;

import org.jspecify.annotations.NullMarked;
