/** Small programs, one for each use of the toolkit. Documentation is cut from them. */
@NullMarked
package org.gradientdoctor.samples.uses;

import org.jspecify.annotations.NullMarked;
