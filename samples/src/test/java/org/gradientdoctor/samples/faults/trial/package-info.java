@NullMarked
package org.gradientdoctor.samples.faults.trial;

import org.jspecify.annotations.NullMarked;
