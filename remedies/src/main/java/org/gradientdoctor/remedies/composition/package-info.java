/** Which remedies go together, and in which order they are applied. */
@NullMarked
package org.gradientdoctor.remedies.composition;

import org.jspecify.annotations.NullMarked;
