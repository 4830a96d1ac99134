/** How often verdicts are right: shares with their intervals, tables, pictures and files. */
@NullMarked
package org.gradientdoctor.samples.faults.score;

import org.jspecify.annotations.NullMarked;
