package org.gradientdoctor.core.html.page;

/**
 * One line of a list of pages.
 *
 * @param tone of what is behind it
 * @param text of the link
 * @param address of the page, on the same server
 * @param note what is known of it, in a few words
 */
public record Link(Tone tone, String text, String address, String note) {}
