package org.gradientdoctor.samples.notebooks;

import java.io.File;
import java.util.List;
import java.util.Locale;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A notebook's cells one after the other, as a kernel executes them, in this JVM: by JShell, with a stand-in for what the
 * kernel itself brings.
 */
final class Session implements AutoCloseable {
    /** Lines for the kernel, none of Java: other kernels have others. */
    private static final String MAGIC = "%";

    /** It holds nothing: JShell loses variables with every import that comes after them. */
    private static final String DISPLAY = """
            String display(String mime, Object content) {
                System.out.println(mime + " " + content);
                return "";
            }
            """;

    private final JShell shell = JShell.builder()
            .executionEngine("local")
            .compilerOptions("-proc:none")
            .build();

    Session() {
        String own = System.getProperty("java.class.path");
        // Surefire starts tests from a jar whose manifest names the class path; the compiler wants the path itself.
        for (String entry : System.getProperty("surefire.test.class.path", own).split(File.pathSeparator)) {
            shell.addToClasspath(entry);
        }
        run("display", 0, DISPLAY);
    }

    /**
     * Executes one cell.
     *
     * @throws AssertionError where it does not compile or throws: with notebook, cell, line and exception
     */
    void run(String notebook, int cell, String source) {
        String code = source.lines()
                .map(line -> line.startsWith(MAGIC) ? "" : line)
                .reduce("", (before, line) -> before + line + "\n");
        // Without the line breaks behind the snippet before: JShell would not count lines from there.
        String rest = code.stripLeading();
        while (!rest.isEmpty()) {
            Place place = new Place(notebook, cell, code, code.length() - rest.length());
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw place.failure(0, "the code does not end: " + next.completeness());
            }
            shell.eval(next.source()).forEach(event -> check(event, place));
            rest = next.remaining().stripLeading();
        }
    }

    /** What an expression is in this session, as text. */
    String value(String expression) {
        List<SnippetEvent> events = shell.eval(expression);
        events.forEach(event -> check(event, new Place(expression, 0, expression, 0)));
        return events.get(events.size() - 1).value();
    }

    private void check(SnippetEvent event, Place place) {
        JShellException thrown = event.exception();
        if (thrown instanceof EvalException exception) {
            throw place.failure(thrownAt(exception, event.snippet()), described(exception));
        }
        if (thrown != null) {
            throw place.failure(0, String.valueOf(thrown.getMessage()));
        }
        if (event.status() == Snippet.Status.REJECTED) {
            Diag first = shell.diagnostics(event.snippet())
                    .filter(Diag::isError)
                    .findFirst()
                    .orElseThrow();
            throw place.failure(newLines(event.snippet().source(), first.getPosition()), first.getMessage(Locale.ROOT));
        }
        if (event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN) {
            throw place.failure(
                    0,
                    "not known here: "
                            + shell.unresolvedDependencies((DeclarationSnippet) event.snippet())
                                    .toList());
        }
    }

    /** Lines into the snippet at which it was thrown. */
    private static int thrownAt(EvalException exception, Snippet snippet) {
        for (StackTraceElement frame : exception.getStackTrace()) {
            if (("#" + snippet.id()).equals(frame.getFileName())) {
                return frame.getLineNumber() - 1;
            }
        }
        return 0;
    }

    private static String described(EvalException exception) {
        StringBuilder text = new StringBuilder(exception.getExceptionClassName() + ": " + exception.getMessage());
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            text.append("\ncaused by ")
                    .append(cause instanceof EvalException thrown ? thrown.getExceptionClassName() : "")
                    .append(": ")
                    .append(cause.getMessage());
        }
        for (StackTraceElement frame : exception.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }

    private static int newLines(String text, long until) {
        return (int)
                text.chars().limit(Math.max(0, until)).filter(c -> c == '\n').count();
    }

    @Override
    public void close() {
        shell.close();
    }

    /**
     * Where a snippet stands.
     *
     * @param code of the whole cell
     * @param offset of the snippet in it
     */
    private record Place(String notebook, int cell, String code, int offset) {
        AssertionError failure(int linesDown, String what) {
            int line = newLines(code, offset) + linesDown;
            List<String> lines = code.lines().toList();
            return new AssertionError(notebook + ", cell " + cell + ", line " + (line + 1) + ": "
                    + (line < lines.size() ? lines.get(line).strip() : "") + "\n" + what);
        }
    }
}
