@NullMarked
package org.gradientdoctor.samples.theory;

import org.jspecify.annotations.NullMarked;
