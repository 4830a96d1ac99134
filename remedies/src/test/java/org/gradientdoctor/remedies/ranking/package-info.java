@NullMarked
package org.gradientdoctor.remedies.ranking;

import org.jspecify.annotations.NullMarked;
