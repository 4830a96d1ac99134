/**
 * What is read, when, and how: one file for each capture. {@link org.gradientdoctor.listeners.capture.TrainingWatch} is
 * the way in during training, {@link org.gradientdoctor.listeners.capture.PassReader} for passes made elsewhere.
 */
@NullMarked
package org.gradientdoctor.listeners.capture;

import org.jspecify.annotations.NullMarked;
