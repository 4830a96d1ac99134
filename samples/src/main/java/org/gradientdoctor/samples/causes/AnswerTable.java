package org.gradientdoctor.samples.causes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.gradientdoctor.samples.causes.Answer.Kind;
import org.gradientdoctor.samples.statistics.Wilson;

/** The answers by cause, as lines to print. */
final class AnswerTable {
    private static final double WANTED = .95;

    private final List<Answer> answers;

    AnswerTable(List<Answer> answers) {
        this.answers = List.copyOf(answers);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| built in | nets | harmless | sick | first right | in first three | not sick |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|");
        Map<String, List<Answer>> groups = new TreeMap<>();
        of(Kind.SICK, Kind.HARMLESS)
                .forEach(answer -> groups.computeIfAbsent(answer.asked().group(), group -> new ArrayList<>())
                        .add(answer));
        groups.forEach((group, all) -> lines.add(row(group, all)));
        lines.add("");
        lines.add("sick, first cause right: " + right(Kind.SICK));
        lines.add("look-alikes called healthy: " + right(Kind.LOOK_ALIKE));
        lines.add("both: " + right(Kind.SICK, Kind.LOOK_ALIKE));
        lines.add("harmless by outcome, called healthy: " + right(Kind.HARMLESS) + "; the built-in cause named first: "
                + count(of(Kind.HARMLESS), answer -> answer.names(1)));
        of(Kind.SICK).stream()
                .filter(answer -> !answer.isRight())
                .forEach(answer -> lines.add("- miss: " + answer.said()));
        of(Kind.LOOK_ALIKE).stream()
                .filter(answer -> !answer.isRight())
                .forEach(answer -> lines.add("- false alarm: " + answer.said()));
        of(Kind.HARMLESS).stream()
                .filter(answer -> answer.sick() && !answer.names(1))
                .forEach(answer -> lines.add("- harmless, other cause: " + answer.said()));
        return lines;
    }

    /** Whether enough are right, of the sick and of the look-alikes: neither makes up for the other. */
    boolean suffices() {
        return enough(right(Kind.SICK)) && enough(right(Kind.LOOK_ALIKE));
    }

    private static boolean enough(Wilson share) {
        return share.hits() >= WANTED * share.all();
    }

    private Wilson right(Kind... kinds) {
        List<Answer> those = of(kinds);
        return new Wilson(count(those, Answer::isRight), those.size());
    }

    private List<Answer> of(Kind... kinds) {
        return answers.stream()
                .filter(answer -> List.of(kinds).contains(answer.kind()))
                .toList();
    }

    private static int count(List<Answer> answers, Predicate<Answer> which) {
        return (int) answers.stream().filter(which).count();
    }

    private static String row(String group, List<Answer> all) {
        List<Answer> sick =
                all.stream().filter(answer -> answer.kind() == Kind.SICK).toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d |",
                group,
                all.size(),
                all.size() - sick.size(),
                sick.size(),
                count(sick, answer -> answer.names(1)),
                count(sick, answer -> answer.names(3)),
                count(sick, answer -> !answer.sick()));
    }
}
