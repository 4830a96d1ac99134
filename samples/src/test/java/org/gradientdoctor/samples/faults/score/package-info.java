@NullMarked
package org.gradientdoctor.samples.faults.score;

import org.jspecify.annotations.NullMarked;
