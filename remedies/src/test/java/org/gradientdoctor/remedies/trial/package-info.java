@NullMarked
package org.gradientdoctor.remedies.trial;

import org.jspecify.annotations.NullMarked;
