/** What the notebooks in {@code samples/notebooks} show beside text: pictures as HTML that a cell displays. */
@NullMarked
package org.gradientdoctor.samples.notebooks;

import org.jspecify.annotations.NullMarked;
