/** Repairs networks that are sick for a known reason, and measures how far that brings them. */
@NullMarked
package org.gradientdoctor.samples.repair;

import org.jspecify.annotations.NullMarked;
