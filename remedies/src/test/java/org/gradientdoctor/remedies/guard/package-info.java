@NullMarked
package org.gradientdoctor.remedies.guard;

import org.jspecify.annotations.NullMarked;
