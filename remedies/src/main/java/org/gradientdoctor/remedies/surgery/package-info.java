/**
 * Makes a changed copy of a network: the edit of its configuration, the carrying of its parameters and the carrying of
 * its updater's state, each in a place of its own.
 */
@NullMarked
package org.gradientdoctor.remedies.surgery;

import org.jspecify.annotations.NullMarked;
