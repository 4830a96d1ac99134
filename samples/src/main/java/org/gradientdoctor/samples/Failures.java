package org.gradientdoctor.samples;

import java.io.PrintWriter;
import org.gradientdoctor.samples.input.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Tells what went wrong in one line on standard error, with the stack trace only where it is asked for. */
final class Failures implements IExecutionStrategy, IExecutionExceptionHandler, IParameterExceptionHandler {
    private final GradientDoctor root;

    Failures(GradientDoctor root) {
        this.root = root;
    }

    /** Errors of the virtual machine, which picocli leaves alone, go the way of all others: their status is no diagnosis. */
    @Override
    public int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), String.valueOf(e), e);
        }
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Throwable failure =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean bad = failure instanceof BadInput;
        err.println("gradient-doctor: "
                + (bad
                        ? failure.getMessage()
                        : "internal error, please report it: "
                                + failure.getClass().getSimpleName() + ": " + BadInput.reason(failure)
                                + " (--debug shows where)"));
        if (root.debug()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return bad ? ExitStatus.BAD_INPUT : ExitStatus.INTERNAL;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println("gradient-doctor: " + failure.getMessage() + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return ExitStatus.BAD_INPUT;
    }
}
