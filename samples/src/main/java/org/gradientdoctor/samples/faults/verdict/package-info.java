/** What our diagnosis and other tools say of the cases, at several moments of the same trainings. */
@NullMarked
package org.gradientdoctor.samples.faults.verdict;

import org.jspecify.annotations.NullMarked;
