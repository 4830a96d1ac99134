@NullMarked
package org.gradientdoctor.samples.bench;

import org.jspecify.annotations.NullMarked;
