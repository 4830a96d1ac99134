/** Values as JSON, without loss. Knows nothing of what it writes. */
@NullMarked
package org.gradientdoctor.core.json;

import org.jspecify.annotations.NullMarked;
