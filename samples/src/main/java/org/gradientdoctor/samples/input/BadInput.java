package org.gradientdoctor.samples.input;

/** Something the user gave cannot be used. The message is one line that says what, where, and what to do. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line for the user
     */
    public BadInput(String message) {
        super(firstLine(message));
    }

    /**
     * @param message one line for the user
     * @param cause shown with {@code --debug} only
     */
    public BadInput(String message, Throwable cause) {
        super(firstLine(message), cause);
    }

    /** What a library says about a failure: its own words, the innermost, where it has any. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String words = innermost.getMessage();
        return words == null || words.isBlank() ? innermost.getClass().getSimpleName() : firstLine(words);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
