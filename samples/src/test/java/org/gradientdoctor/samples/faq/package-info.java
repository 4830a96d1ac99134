/** The page of questions and answers, held against what is found. */
@NullMarked
package org.gradientdoctor.samples.faq;

import org.jspecify.annotations.NullMarked;
