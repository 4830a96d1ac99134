/** Short, seeded trainings on a user's data, and what is measured of them. */
@NullMarked
package org.gradientdoctor.remedies.trial;

import org.jspecify.annotations.NullMarked;
