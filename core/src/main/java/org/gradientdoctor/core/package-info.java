/** What training looks like and what is wrong with it, without Deeplearning4j. */
@NullMarked
package org.gradientdoctor.core;

import org.jspecify.annotations.NullMarked;
