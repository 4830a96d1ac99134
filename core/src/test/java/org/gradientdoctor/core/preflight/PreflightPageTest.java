package org.gradientdoctor.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Detector;
import org.junit.jupiter.api.Test;

class PreflightPageTest {
    private static final Path PAGE = Path.of("../docs/preflight.md");

    @Test
    void thePageQuotesEveryThresholdOfTheDetectors() throws IOException, IllegalAccessException {
        Map<String, Double> quoted = new TreeMap<>();
        Matcher row = Pattern.compile("\\| `(\\w+\\.\\w+)` \\| (\\S+) \\|").matcher(Files.readString(PAGE));
        while (row.find()) {
            quoted.put(row.group(1), Double.valueOf(row.group(2)));
        }
        Map<String, Double> inCode = new TreeMap<>();
        List<Class<?>> types = Stream.<Class<?>>concat(
                        PreflightDetectors.all().stream().map(Object::getClass), Stream.of(Learned.class))
                .toList();
        for (Class<?> type : types) {
            for (Field field : type.getDeclaredFields()) {
                boolean threshold = Modifier.isStatic(field.getModifiers())
                        && !Modifier.isPrivate(field.getModifiers())
                        && field.getType().isPrimitive();
                if (threshold && !field.isSynthetic()) {
                    inCode.put(type.getSimpleName() + "." + field.getName(), ((Number) field.get(null)).doubleValue());
                }
            }
        }

        assertThat(quoted.keySet()).isEqualTo(inCode.keySet());
        quoted.forEach((name, value) -> assertThat(value).as(name).isCloseTo(inCode.get(name), withinPercentage(1)));
    }

    @Test
    void thePageHasALineForEveryDetector() throws IOException {
        String page = Files.readString(PAGE);

        for (Detector detector : PreflightDetectors.all()) {
            assertThat(page).contains("\n| " + detector.code() + " | ");
        }
    }
}
