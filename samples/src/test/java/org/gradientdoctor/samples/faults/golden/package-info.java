@NullMarked
package org.gradientdoctor.samples.faults.golden;

import org.jspecify.annotations.NullMarked;
