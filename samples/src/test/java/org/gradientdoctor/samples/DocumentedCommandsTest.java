package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradientdoctor.samples.snippets.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that pages tell people to type are there and take what they are given. */
class DocumentedCommandsTest {
    private static final Pattern MAIN_CLASS = Pattern.compile(
            "-Dexec\\.mainClass=([\\w.$]+)|gradient-doctor\\.jar (org\\.[\\w.$]+)|-cp \\S+ ([\\w.]+\\.[A-Z]\\w*)");
    private static final Pattern ARGUMENTS =
            Pattern.compile("(?:java -jar \\S*gradient-doctor\\.jar|gradient-doctor) ([^#`\\n]+)");
    private static final Pattern TEST = Pattern.compile("-Dtest='?([A-Z]\\w+)");

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void programsHaveAMainMethod(Path page) throws IOException {
        for (String name : found(MAIN_CLASS, Files.readString(page))) {
            assertThatCode(() -> {
                        int modifiers = Class.forName(name)
                                .getMethod("main", String[].class)
                                .getModifiers();
                        assertThat(Modifier.isStatic(modifiers)).isTrue();
                    })
                    .as("%s in %s", name, page)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCommandLineTakesWhatPagesGiveIt(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        for (String line : Files.readString(page).lines().toList()) {
            if (line.strip().startsWith("java -jar ")) {
                commands.addAll(found(ARGUMENTS, line));
            }
            Matcher arguments =
                    Pattern.compile("exec:java -Dexec\\.args=\"([^\"]+)\"").matcher(line);
            if (arguments.find()) {
                commands.add(arguments.group(1));
            }
        }
        for (String command : commands) {
            assertThatCode(() -> GradientDoctor.commandLine()
                            .parseArgs(command.strip().split("\\s+")))
                    .as("%s in %s", command, page)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void testsThatPagesNameAreThere(Path page) throws IOException {
        for (String name : found(TEST, Files.readString(page))) {
            try (var files = Files.walk(Path.of(".."))) {
                assertThat(files.filter(file -> file.endsWith(name + ".java")))
                        .as("%s in %s", name, page)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aCommandOfAPageIsSeen() throws IOException {
        assertThat(found(MAIN_CLASS, "mvn exec:java -Dexec.mainClass=a.B\njava -cp x.jar c.D"))
                .containsExactly("a.B", "c.D");
        assertThat(found(ARGUMENTS, "java -jar samples/target/gradient-doctor.jar examine a.zip b.csv"))
                .containsExactly("examine a.zip b.csv");
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found.add(matcher.group(group));
                }
            }
        }
        return found;
    }
}
