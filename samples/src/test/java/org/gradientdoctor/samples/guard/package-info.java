@NullMarked
package org.gradientdoctor.samples.guard;

import org.jspecify.annotations.NullMarked;
