package org.gradientdoctor.samples.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jupyter's own command on this machine, with the kernel that the build has made. */
final class Jupyter {
    /** Where the build puts the kernel. */
    private static final Path KERNELS = Path.of("target", "jupyter").toAbsolutePath();
    /**
     * The kernel answers within seconds or, in about one start of six, never: its shell channel takes messages before
     * the kernel has registered what handles them, and a first message that comes too early ends that channel's thread.
     */
    private static final int SECONDS_TO_START = 30;
    /** How Jupyter says so: the other channels stay open and nothing answers, or the process ends. */
    private static final List<String> NOT_STARTED =
            List.of("Kernel didn't respond", "Kernel died before replying to kernel_info");
    /** One start in six fails: five in a row do so once in eight thousand. */
    private static final int STARTS = 5;

    private static final int SECONDS_FOR_A_CELL = 600;

    /** Executes a notebook and writes it with its outputs, under its own name. */
    void execute(Path notebook, Path folder) throws IOException, InterruptedException {
        Result result = new Result(1, "");
        for (int start = 0; start < STARTS; start++) {
            result = run(
                    "nbconvert",
                    "--to",
                    "notebook",
                    "--execute",
                    "--ExecutePreprocessor.startup_timeout=" + SECONDS_TO_START,
                    "--ExecutePreprocessor.timeout=" + SECONDS_FOR_A_CELL,
                    "--output-dir",
                    folder.toString(),
                    notebook.toString());
            if (NOT_STARTED.stream().noneMatch(result.output()::contains)) {
                break;
            }
        }
        result.require("executing " + notebook);
    }

    /** Writes an executed notebook as a page beside it. */
    void page(Path executed) throws IOException, InterruptedException {
        run(
                        "nbconvert",
                        "--to",
                        "html",
                        "--no-prompt",
                        "--TemplateExporter.extra_template_basedirs=" + Notebook.FOLDER,
                        "--template",
                        "page",
                        executed.toString())
                .require("making a page of " + executed);
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("jupyter"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("jupyter", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("JUPYTER_PATH", KERNELS.toString());
            return new Result(start(builder).waitFor(), Files.readString(log));
        } finally {
            Files.delete(log);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "the command jupyter was not found: install Jupyter with nbconvert, as samples/notebooks/README.md"
                            + " says, or leave the profile \"notebooks\" out",
                    e);
        }
    }

    private record Result(int status, String output) {
        void require(String what) {
            if (status != 0) {
                throw new AssertionError(what + " ended with status " + status + ":\n" + output);
            }
        }
    }
}
