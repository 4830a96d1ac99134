/** The main job: sick networks on Fisher's Iris, diagnosed, treated and trained again. */
@NullMarked
package org.gradientdoctor.samples.demo;

import org.jspecify.annotations.NullMarked;
