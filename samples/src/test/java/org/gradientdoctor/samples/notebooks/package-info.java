@NullMarked
package org.gradientdoctor.samples.notebooks;

import org.jspecify.annotations.NullMarked;
