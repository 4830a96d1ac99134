@NullMarked
package org.gradientdoctor.listeners.healthy;

import org.jspecify.annotations.NullMarked;
