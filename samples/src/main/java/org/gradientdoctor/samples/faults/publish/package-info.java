/** The bench's page, files and pictures. */
@NullMarked
package org.gradientdoctor.samples.faults.publish;

import org.jspecify.annotations.NullMarked;
