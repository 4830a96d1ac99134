@NullMarked
package org.gradientdoctor.samples.faults.truth;

import org.jspecify.annotations.NullMarked;
