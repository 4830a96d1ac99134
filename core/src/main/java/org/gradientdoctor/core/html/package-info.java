/** The diagnosis as one page of HTML that needs nothing but a browser. */
@NullMarked
package org.gradientdoctor.core.html;

import org.jspecify.annotations.NullMarked;
