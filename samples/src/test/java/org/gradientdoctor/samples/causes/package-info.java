@NullMarked
package org.gradientdoctor.samples.causes;

import org.jspecify.annotations.NullMarked;
