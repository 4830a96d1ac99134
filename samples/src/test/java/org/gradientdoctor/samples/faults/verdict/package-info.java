@NullMarked
package org.gradientdoctor.samples.faults.verdict;

import org.jspecify.annotations.NullMarked;
