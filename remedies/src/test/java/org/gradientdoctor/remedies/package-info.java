@NullMarked
package org.gradientdoctor.remedies;

import org.jspecify.annotations.NullMarked;
