package org.gradientdoctor.core.html.page;

/**
 * Something that happened at one moment of a training.
 *
 * @param iteration when
 * @param kind what kind of thing, in a word or two: {@code first NaN}, {@code intervention}
 * @param text what happened, in a few words
 */
public record Event(long iteration, String kind, String text) {}
