package org.gradientdoctor.core.html.page;

/**
 * How a page that a server shows stays up to date while it is looked at: its script asks at the page's own address, with
 * the version as parameter {@code after}, for a newer page and puts that in its place where there is one (status 200;
 * none: 204). It asks nothing else and nowhere else.
 *
 * @param version of what the page shows
 * @param seconds between two questions, positive
 * @param state what the reader is told of it: when it was made, for instance
 * @param home the address of a list that the page belongs to; empty where there is none
 */
public record Refresh(String version, int seconds, String state, String home) {}
