/** The fault bench: how good verdicts are, ours and other tools', on trainings whose outcome is measured. */
@NullMarked
package org.gradientdoctor.samples.faults;

import org.jspecify.annotations.NullMarked;
