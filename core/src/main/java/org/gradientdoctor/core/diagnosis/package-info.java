/** What is wrong with a training run: symptoms, findings, causes, the diagnosis. */
@NullMarked
package org.gradientdoctor.core.diagnosis;

import org.jspecify.annotations.NullMarked;
