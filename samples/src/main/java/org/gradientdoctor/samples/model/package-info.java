/** The user's model file: read without loading classes it has no business to name, understood, and written. */
@NullMarked
package org.gradientdoctor.samples.model;

import org.jspecify.annotations.NullMarked;
