/**
 * What is read, when, and how: one file for each capture. {@link org.gradientdoctor.listeners.capture.TrainingWatch} is
 * the way in; the rest is package-private.
 */
@NullMarked
package org.gradientdoctor.listeners.capture;

import org.jspecify.annotations.NullMarked;
