/**
 * The cases of the fault bench: families of sound networks with their data, and alterations that may make them sick or
 * only look so. A new family or alteration is one file here.
 */
@NullMarked
package org.gradientdoctor.samples.faults.cases;

import org.jspecify.annotations.NullMarked;
