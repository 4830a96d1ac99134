/** From a sick network to one that trials have shown to train better. */
@NullMarked
package org.gradientdoctor.remedies.repair;

import org.jspecify.annotations.NullMarked;
