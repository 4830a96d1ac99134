package org.gradientdoctor.samples.causes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gradientdoctor.samples.statistics.Wilson;

/** The answers by cause, as lines to print. */
final class AnswerTable {
    private final List<Answer> answers = new ArrayList<>();

    void add(Answer answer) {
        answers.add(answer);
    }

    private static Wilson share(List<Answer> answers, Predicate<Answer> hit) {
        return new Wilson(count(answers, hit), answers.size());
    }

    private static int count(List<Answer> answers, Predicate<Answer> which) {
        return (int) answers.stream().filter(which).count();
    }

    private List<Answer> deciding(Predicate<Answer> which) {
        return answers.stream().filter(Answer::decides).filter(which).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| built in | nets | first right | in first three | not sick |");
        lines.add("|---|---:|---:|---:|---:|");
        Map<String, List<Answer>> groups = new LinkedHashMap<>();
        answers.forEach(answer -> groups.computeIfAbsent(answer.asked().group(), g -> new ArrayList<>())
                .add(answer));
        groups.forEach((group, all) -> lines.add(row(group, all)));
        lines.add("");
        lines.add("first cause right: " + share(deciding(a -> !a.asked().right().isEmpty()), Answer::firstRight));
        lines.add("look-alikes called healthy: "
                + share(deciding(a -> a.asked().right().isEmpty()), Answer::firstRight));
        lines.add("all: " + all());
        Stream<String> misses = deciding(a -> !a.firstRight()).stream().map(answer -> "miss: " + answer.said());
        lines.addAll(misses.toList());
        return lines;
    }

    Wilson all() {
        return share(deciding(a -> true), Answer::firstRight);
    }

    private static String row(String group, List<Answer> all) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d |",
                group,
                all.size(),
                count(all, Answer::firstRight),
                count(all, a -> a.amongFirst(3)),
                count(all, a -> !a.sick()));
    }
}
