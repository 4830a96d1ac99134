package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    void whatACellDeclaresTheNextOneHas() {
        try (Session session = new Session()) {
            session.run(
                    "a.ipynb",
                    1,
                    "import java.util.*;\n\nList<String> list = List.of(\"x\");\nint two() { return 2; }");
            session.run("a.ipynb", 2, "int three = two() + list.size();");

            assertThat(session.value("three")).isEqualTo("3");
        }
    }

    @Test
    void anExceptionIsToldWithNotebookCellLineAndWhatWasThrown() {
        try (Session session = new Session()) {
            assertThatThrownBy(() -> session.run(
                            "a.ipynb",
                            3,
                            "int zero = 0;\n\nfor (int i = 0; i < 1; i++) {\n    System.out.print(1 / zero);\n}"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a.ipynb, cell 3, line 4: System.out.print(1 / zero);")
                    .hasMessageContaining("java.lang.ArithmeticException: / by zero");
        }
    }

    @Test
    void whatDoesNotCompileIsToldWithItsLine() {
        try (Session session = new Session()) {
            assertThatThrownBy(() -> session.run("a.ipynb", 4, "int one = 1;\n\nString text =\n    one + missing;"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a.ipynb, cell 4, line 4: one + missing;")
                    .hasMessageContaining("cannot find symbol");
        }
    }

    @Test
    void whatDoesNotEndIsNotPassedOver() {
        try (Session session = new Session()) {
            assertThatThrownBy(() -> session.run("a.ipynb", 5, "int one = 1;\nif (one > 0) {"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a.ipynb, cell 5, line 2: if (one > 0) {")
                    .hasMessageContaining("does not end");
        }
    }

    @Test
    void whatIsNotKnownYetFails() {
        try (Session session = new Session()) {
            assertThatThrownBy(() -> session.run("a.ipynb", 6, "int later() { return undefined(); }"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("undefined()");
        }
    }

    @Test
    void linesForTheKernelArePassedOverAndDisplayIsThere() {
        try (Session session = new Session();
                Printed printed = new Printed()) {
            session.run("a.ipynb", 7, "%classpath something\ndisplay(\"text/html\", \"<p>shown</p>\");");

            assertThat(printed.text()).contains("text/html <p>shown</p>");
        }
    }
}
