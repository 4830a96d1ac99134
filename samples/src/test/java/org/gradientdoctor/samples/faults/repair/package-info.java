@NullMarked
package org.gradientdoctor.samples.faults.repair;

import org.jspecify.annotations.NullMarked;
