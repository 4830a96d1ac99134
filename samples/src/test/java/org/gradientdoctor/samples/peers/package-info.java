@NullMarked
package org.gradientdoctor.samples.peers;

import org.jspecify.annotations.NullMarked;
