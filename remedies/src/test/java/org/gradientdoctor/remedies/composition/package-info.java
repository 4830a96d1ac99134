@NullMarked
package org.gradientdoctor.remedies.composition;

import org.jspecify.annotations.NullMarked;
