@NullMarked
package org.gradientdoctor.listeners.probe;

import org.jspecify.annotations.NullMarked;
