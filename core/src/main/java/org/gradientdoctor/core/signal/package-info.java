/** How the error signal travels: gains by layer, the trend over depth, and what would heal it. */
@NullMarked
package org.gradientdoctor.core.signal;

import org.jspecify.annotations.NullMarked;
