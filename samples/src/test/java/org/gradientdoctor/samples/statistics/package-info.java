@NullMarked
package org.gradientdoctor.samples.statistics;

import org.jspecify.annotations.NullMarked;
