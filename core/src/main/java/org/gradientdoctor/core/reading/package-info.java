/** What was measured at one iteration. */
@NullMarked
package org.gradientdoctor.core.reading;

import org.jspecify.annotations.NullMarked;
