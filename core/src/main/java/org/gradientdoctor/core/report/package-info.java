/** Reports as values, and the formats they are printed in. Knows nothing of what it prints. */
@NullMarked
package org.gradientdoctor.core.report;

import org.jspecify.annotations.NullMarked;
