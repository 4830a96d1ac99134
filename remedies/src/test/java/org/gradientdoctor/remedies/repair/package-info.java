@NullMarked
package org.gradientdoctor.remedies.repair;

import org.jspecify.annotations.NullMarked;
