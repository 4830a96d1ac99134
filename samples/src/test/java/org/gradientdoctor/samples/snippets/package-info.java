/** What documentation shows is compiled, and what it links to is there. */
@NullMarked
package org.gradientdoctor.samples.snippets;

import org.jspecify.annotations.NullMarked;
