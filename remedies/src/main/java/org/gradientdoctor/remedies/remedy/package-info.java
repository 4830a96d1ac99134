/** The remedies, one file each, and the values they hold. */
@NullMarked
package org.gradientdoctor.remedies.remedy;

import org.jspecify.annotations.NullMarked;
