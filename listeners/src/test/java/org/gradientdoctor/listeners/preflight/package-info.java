@NullMarked
package org.gradientdoctor.listeners.preflight;

import org.jspecify.annotations.NullMarked;
