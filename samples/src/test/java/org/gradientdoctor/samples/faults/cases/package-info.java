@NullMarked
package org.gradientdoctor.samples.faults.cases;

import org.jspecify.annotations.NullMarked;
