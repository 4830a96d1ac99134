/** Takes readings from Deeplearning4j networks. */
@NullMarked
package org.gradientdoctor.listeners;

import org.jspecify.annotations.NullMarked;
