/** The report of running trainings, live in Deeplearning4j's training UI. */
@NullMarked
package org.gradientdoctor.listeners.ui;

import org.jspecify.annotations.NullMarked;
