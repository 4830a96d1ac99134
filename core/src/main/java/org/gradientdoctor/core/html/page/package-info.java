/** A page of HTML as values, and how they are drawn. Knows nothing of diagnoses. */
@NullMarked
package org.gradientdoctor.core.html.page;

import org.jspecify.annotations.NullMarked;
