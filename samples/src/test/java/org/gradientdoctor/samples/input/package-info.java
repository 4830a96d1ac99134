@NullMarked
package org.gradientdoctor.samples.input;

import org.jspecify.annotations.NullMarked;
