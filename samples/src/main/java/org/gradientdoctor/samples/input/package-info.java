/** The user's rows: read from a file with line numbers, checked, and turned into examples for a network. */
@NullMarked
package org.gradientdoctor.samples.input;

import org.jspecify.annotations.NullMarked;
