/** The parts of the guard of unattended training: what it judges by, what it keeps, and what it does. */
@NullMarked
package org.gradientdoctor.remedies.guard;

import org.jspecify.annotations.NullMarked;
