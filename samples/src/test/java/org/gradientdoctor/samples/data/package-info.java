@NullMarked
package org.gradientdoctor.samples.data;

import org.jspecify.annotations.NullMarked;
