/** Pages in a real browser: run by the profile {@code browser}. */
@NullMarked
package org.gradientdoctor.samples.browser;

import org.jspecify.annotations.NullMarked;
