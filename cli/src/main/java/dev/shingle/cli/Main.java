package dev.shingle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code shingle}. */
@Command(
        name = "shingle",
        mixinStandardHelpOptions = true,
        version = "shingle 0.1.0-SNAPSHOT",
        description = "Least on-chip SRAM for a CNN's activations: size it, place every buffer, prove the placement.",
        subcommands = {
            SizeCommand.class,
            MapCommand.class,
            PackCommand.class,
            VerifyCommand.class,
            RunCommand.class,
            ExportCommand.class,
            BlocksCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            QuantizeCommand.class,
            CyclesCommand.class,
            NetworksCommand.class,
            MachinesCommand.class,
            ClaimsCommand.class
        },
        footer = {
            "",
            "Try:  shingle size camera-face",
            "",
            "Exit code: 0 yes; 1 a well-formed question whose answer is no (does not fit, not safe);",
            "2 bad arguments, unusable file, I/O."
        })
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Prints the help: without a command there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.UNUSABLE;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        WatchedOutput output = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        Console console = Console.ofProcess(System.getenv(), output);
        int exitCode = run(console, args);
        if (output.failure().isPresent()) {
            console.complain("standard output: " + output.failure().get());
            exitCode = ExitCode.UNUSABLE;
        }
        System.exit(exitCode);
    }

    static int run(Console console, String... args) {
        CommandLine commandLine = new CommandLine(new Main(), new CommandFactory(console));
        commandLine.setOut(console.out());
        commandLine.setErr(console.err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((exception, arguments) -> refuse(console, exception));
        commandLine.setExecutionExceptionHandler((exception, command, result) -> refuse(console, exception));
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            console.complain("out of memory; give more with SHINGLE_OPTS=-Xmx2g");
            return ExitCode.UNUSABLE;
        } catch (AssertionError | StackOverflowError e) {
            console.complain("this is an error of shingle, please report it: " + e);
            return ExitCode.UNUSABLE;
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private static int refuse(Console console, Exception exception) {
        if (exception instanceof UnmatchedArgumentException unmatched
                && unmatched.getCommandLine().getParent() == null) {
            console.complain("found no command " + unmatched.getUnmatched().get(0) + ", expected one of "
                    + String.join(
                            ", ", unmatched.getCommandLine().getSubcommands().keySet())
                    + " (see: shingle --help)");
        } else if (exception instanceof ParameterException parameter) {
            String name = parameter.getCommandLine().getCommandSpec().qualifiedName();
            console.complain(parameter.getMessage() + " (see: " + name + " --help)");
        } else if (exception instanceof UncheckedIOException io && io.getCause() != null) {
            console.complain(String.valueOf(io.getCause().getMessage()));
        } else {
            console.complain(exception.getMessage() == null ? exception.toString() : exception.getMessage());
        }
        return ExitCode.UNUSABLE;
    }
}
