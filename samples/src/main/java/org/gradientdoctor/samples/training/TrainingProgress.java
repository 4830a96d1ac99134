package org.gradientdoctor.samples.training;

import java.io.Console;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a training has come, or shows nothing. */
public final class TrainingProgress {
    private final @Nullable PrintStream stream;

    private TrainingProgress(@Nullable PrintStream stream) {
        this.stream = stream;
    }

    /** Shows nothing. */
    public static TrainingProgress none() {
        return new TrainingProgress(null);
    }

    /** Shows a bar on this stream. */
    public static TrainingProgress on(PrintStream stream) {
        return new TrainingProgress(stream);
    }

    /** Whether someone is looking: bars in a log file are noise. */
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console also where output is redirected; this method of it tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    /** Begins a bar. */
    Bar start(String title, int epochs) {
        return start(title, epochs, " epochs");
    }

    /** Begins a bar of so many steps of a kind; -1 where nobody knows how many. */
    Bar start(String title, int steps, String unit) {
        if (stream == null) {
            return new Bar(null);
        }
        return new Bar(new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(steps)
                .setUnit(unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(stream))
                .build());
    }

    /** One training's bar. */
    static final class Bar implements AutoCloseable {
        private final @Nullable ProgressBar bar;

        private Bar(@Nullable ProgressBar bar) {
            this.bar = bar;
        }

        void step() {
            if (bar != null) {
                bar.step();
            }
        }

        void step(String message) {
            if (bar != null) {
                bar.setExtraMessage(message);
                bar.step();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
