/** What a probe tells before the first training step: structure alone, without consequence or persistence. */
@NullMarked
package org.gradientdoctor.core.preflight;

import org.jspecify.annotations.NullMarked;
