package dev.shingle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code shingle}. */
@Command(
        name = "shingle",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.Provider.class,
        description = "Least on-chip SRAM for a CNN's activations: size it, place every buffer, prove the placement.",
        subcommands = {
            SizeCommand.class,
            FitCommand.class,
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
            SweepCommand.class,
            NetworksCommand.class,
            MachinesCommand.class,
            ClaimsCommand.class,
            CompareCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            ManualCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  shingle size camera-face",
            "  shingle size --help",
            "  shingle doctor",
            "",
            "Environment: NO_COLOR, if set, keeps colours away; SHINGLE_OPTS has options for",
            "Java, such as -Xmx4g.",
            "",
            "Exit code: 0 yes; 1 a well-formed question whose answer is no (does not fit,",
            "not safe); 2 bad arguments, unusable file, I/O."
        })
public final class Main implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Main(Console console) {
        this.console = console;
    }

    /** Prints the help: without a command there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.err());
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
        CommandLine commandLine = commandLine(console);
        long startedNanos = System.nanoTime();
        try {
            int exitCode = commandLine.execute(helpAsOption(args));
            console.detail(String.format(
                    Locale.ROOT, "exit code %d after %.2f s", exitCode, (System.nanoTime() - startedNanos) / 1e9));
            return exitCode;
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

    /** {@code shingle help size} is what many programs understand; here it is {@code shingle size --help}. */
    private static String[] helpAsOption(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
        asked[args.length - 1] = "--help";
        return asked;
    }

    /** All commands, with their options, bound to a console. */
    static CommandLine commandLine(Console console) {
        CommandLine commandLine = new CommandLine(new Main(console), new CommandFactory(console));
        commandLine.addMixin("verbosity", console.verbosity());
        commandLine.getSubcommands().values().forEach(Main::shareVersion);
        commandLine.setOut(console.out());
        commandLine.setErr(console.err());
        commandLine.setColorScheme(Help.defaultColorScheme(console.colour() ? Ansi.AUTO : Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((exception, arguments) -> refuse(console, exception));
        commandLine.setExecutionExceptionHandler((exception, command, result) -> refuse(console, exception));
        commandLine.setExecutionStrategy(parsed -> {
            console.detail(ProgramVersion.current().line() + ", " + ProgramVersion.surroundings());
            console.detail("arguments: " + String.join(" ", parsed.originalArgs()));
            return new CommandLine.RunLast().execute(parsed);
        });
        return commandLine;
    }

    /** Of every command, {@code --version} says the same. */
    private static void shareVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new ProgramVersion.Provider());
        command.getSubcommands().values().forEach(Main::shareVersion);
    }

    private static int refuse(Console console, Exception exception) {
        if (console.verbosity().isVerbose()) {
            exception.printStackTrace(console.err());
        }
        if (exception instanceof ParameterException parameter) {
            console.complain(RefusedArguments.message(parameter));
        } else if (exception instanceof UncheckedIOException io && io.getCause() != null) {
            console.complain(String.valueOf(io.getCause().getMessage()));
        } else {
            console.complain(exception.getMessage() == null ? exception.toString() : exception.getMessage());
        }
        return ExitCode.UNUSABLE;
    }
}
